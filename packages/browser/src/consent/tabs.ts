import type { Purpose } from '@aisle/schema';

/** Speaks with the site's other tabs. */
export interface Tabs {
  /** What was denied here, which their banners do not know of; null: there is something new to be read. */
  tell(denied: readonly Purpose[] | null): void;
  close(): void;
}

/** A message can only narrow what is allowed, or have what is stored read again: nothing else that it says is believed. */
export const joinTabs = (site: string, onTold: (denied: readonly unknown[] | null) => void): Tabs => {
  let channel: BroadcastChannel | undefined;
  try {
    channel = new BroadcastChannel(`aisle-${site}`);
  } catch {
    // Where there is none each tab hears of it when it is seen again.
  }
  channel?.addEventListener('message', ({ data }) => onTold(Array.isArray(data) ? data : null));
  return {
    tell: (denied) => channel?.postMessage(denied),
    close() {
      channel?.close();
      channel = undefined;
    },
  };
};
