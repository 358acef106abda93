/** What can be ended. */
interface Endable {
  abort(): void;
}

/**
 * Whether the page lies in the browser's cache. There it runs nothing, so a transaction that needs it to go on would hold up
 * every tab of the site (WebKit), or is ended by the browser (Chromium, Firefox): it is ended here, and done again.
 */
export interface Away {
  /** Resolves when the page is there. */
  isBack(): Promise<void>;
  /** Ends when the page goes. */
  add(transaction: Endable): void;
  /** Says whether it was ended so. */
  ended(transaction: Endable): boolean;
  remove(transaction: Endable): void;
  /** Whatever asks for the page waits from here on; what is running is ended only where all is safe without it. */
  go(isSafe: unknown): void;
  comeBack(): void;
}

/** Of running time: in the cache no timer runs. */
const MAX_GONE_MS = 300;

export const createAway = (): Away => {
  const running = new Set<Endable>();
  const ended = new WeakSet<Endable>();
  let back = Promise.resolve();
  let resolve: (() => void) | undefined;
  return {
    isBack: () => back,
    add: (transaction) => void running.add(transaction),
    ended: (transaction) => ended.has(transaction),
    remove: (transaction) => void running.delete(transaction),
    go(isSafe) {
      back = new Promise((done) => (resolve = done));
      // One that runs on was not taken away.
      setTimeout(() => resolve?.(), MAX_GONE_MS);
      for (const transaction of isSafe ? running : [])
        try {
          transaction.abort();
          ended.add(transaction);
        } catch {
          // It is being committed.
        }
    },
    comeBack: () => resolve?.(),
  };
};
