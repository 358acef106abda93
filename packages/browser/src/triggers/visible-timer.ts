/** Counts time in which the page is in sight. */
export interface VisibleTimer {
  /** Begins anew. */
  restart(): void;
}

/**
 * Calls back once the page was in sight for so long, all in all. There is a timer only while it is in sight.
 *
 * @param ended - After it nothing is called, and nothing listens.
 */
export const startVisibleTimer = (ms: number, onDone: () => void, ended: AbortSignal): VisibleTimer => {
  let leftMs = ms;
  let sinceMs = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const pause = (): void => {
    if (timer) leftMs -= performance.now() - sinceMs;
    clearTimeout(timer);
    timer = undefined;
  };
  const done = (): void => {
    [timer, leftMs] = [undefined, 0];
    onDone();
  };
  const look = (event?: Event): void => {
    pause();
    // A page on its way into the back/forward cache may still call itself visible.
    if (!(leftMs > 0) || document.hidden || event?.type === 'pagehide') return;
    sinceMs = performance.now();
    timer = setTimeout(done, leftMs);
  };
  document.addEventListener('visibilitychange', look, { signal: ended });
  for (const type of ['pagehide', 'pageshow']) addEventListener(type, look, { signal: ended });
  ended.addEventListener('abort', pause);
  look();
  return {
    restart() {
      pause();
      leftMs = ms;
      look();
    },
  };
};
