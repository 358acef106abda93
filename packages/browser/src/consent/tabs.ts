/** Tells the site's other tabs of a withdrawal: their banners do not know of it. */
export interface Tabs {
  withdraw(): void;
  close(): void;
}

/** A message can only narrow what is allowed, so nothing in it but its arrival counts. */
export const joinTabs = (site: string, onWithdraw: () => void): Tabs => {
  const channel = new BroadcastChannel(`aisle-${site}`);
  channel.addEventListener('message', ({ data }) => {
    if (data === 'withdraw') onWithdraw();
  });
  return {
    withdraw: () => channel.postMessage('withdraw'),
    close: () => channel.close(),
  };
};
