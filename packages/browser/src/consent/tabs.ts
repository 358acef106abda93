import type { Purpose } from '@aisle/schema';

/** Tells the site's other tabs what was denied: their banners do not know of it. */
export interface Tabs {
  deny(purposes: readonly Purpose[]): void;
  close(): void;
}

/** A message can only narrow what is allowed: whatever else it says, it is a list of what is denied. */
export const joinTabs = (site: string, onDenied: (said: readonly unknown[]) => void): Tabs => {
  let channel: BroadcastChannel | undefined;
  try {
    channel = new BroadcastChannel(`aisle-${site}`);
  } catch {
    // Where there is none each tab hears of it when it is seen again.
  }
  channel?.addEventListener('message', ({ data }) => {
    if (Array.isArray(data)) onDenied(data);
  });
  return {
    deny: (purposes) => channel?.postMessage(purposes),
    close: () => channel?.close(),
  };
};
