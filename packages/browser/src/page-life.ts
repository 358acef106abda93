/**
 * Follows the page's life without an unload listener, which would cost it the back/forward cache. Returns the undo.
 *
 * @param onHide - The page may never run again: what must be kept is kept now, synchronously.
 * @param onReturn - The page is back, or the network is.
 */
export const followPageLife = (onHide: () => void, onReturn: () => void): (() => void) => {
  const ending = new AbortController();
  const { signal } = ending;
  document.addEventListener('visibilitychange', () => (document.hidden ? onHide() : onReturn()), { signal });
  addEventListener('pagehide', onHide, { signal });
  addEventListener('pageshow', onReturn, { signal });
  addEventListener('online', onReturn, { signal });
  return () => ending.abort();
};
