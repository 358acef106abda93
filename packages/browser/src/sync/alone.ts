/** A page that is frozen with the lock in its hand does not hold the others up for longer. */
const MAX_WAIT_MS = 20_000;

/**
 * Runs `work` while no other tab does; at once where the browser has no locks.
 *
 * @param left - Aborts when the page goes away: what goes on in a page that nobody sees needs no lock, and what has not begun
 *   does not wait for one. A page in the browser's cache that was given it would keep it from all others.
 */
export const alone = async (name: string, left: AbortSignal, work: () => Promise<void>): Promise<void> => {
  if (!navigator.locks) return work();
  const done = new AbortController();
  const gone = new Promise<void>((resolve) => left.addEventListener('abort', () => resolve(), { signal: done.signal }));
  let isHeld = false;
  const held = (): Promise<void> => {
    isHeld = true;
    return Promise.race([work(), gone]);
  };
  const waited = AbortSignal.timeout(MAX_WAIT_MS);
  try {
    await navigator.locks.request(name, { signal: AbortSignal.any([waited, left]) }, held).catch((cause: unknown) => {
      if (isHeld || left.aborted || !waited.aborted) throw cause;
      return navigator.locks.request(name, { steal: true }, held);
    });
  } catch (cause) {
    // Stolen: it goes on all the same, and the server keeps each id once. Or left.
    if (!((isHeld || left.aborted) && cause instanceof DOMException)) throw cause;
  } finally {
    done.abort();
  }
};
