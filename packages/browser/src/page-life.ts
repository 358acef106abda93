/**
 * Follows the page's life without an unload listener, which would cost it the back/forward cache. Returns the undo.
 *
 * @param onHide - The page may never run again: what must be kept is kept now, synchronously.
 * @param onReturn - The page is back, or the network is.
 */
export const followPageLife = (onHide: () => void, onReturn: () => void): (() => void) => {
  const ending = new AbortController();
  document.addEventListener('visibilitychange', () => (document.hidden ? onHide() : onReturn()), ending);
  addEventListener('pagehide', onHide, ending);
  addEventListener('pageshow', onReturn, ending);
  addEventListener('online', onReturn, ending);
  return () => ending.abort();
};
