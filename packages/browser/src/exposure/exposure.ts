const SEEN_MS = 1_000;
const STEPS = Array.from({ length: 21 }, (_, step) => step / 20);

/** Half of the element, or half of the viewport full of it: a slot taller than two screens can be seen, too. */
const isHalfSeen = ({ intersectionRatio, intersectionRect, rootBounds }: IntersectionObserverEntry): boolean =>
  intersectionRatio >= 0.5 || intersectionRect.height >= (rootBounds?.height ?? innerHeight) / 2;

/**
 * Calls back once, after an element was half visible for one second on end in a visible page.
 *
 * @param ended - After it nothing is called.
 */
export const watchExposure = (element: Element, onSeen: () => void, ended: AbortSignal): void => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let half = false;

  const stop = (): void => {
    observer.disconnect();
    document.removeEventListener('visibilitychange', judge);
    clearTimeout(timer);
  };
  const judge = (): void => {
    clearTimeout(timer);
    if (!half || document.hidden) return;
    timer = setTimeout(() => {
      stop();
      onSeen();
    }, SEEN_MS);
  };
  const observer = new IntersectionObserver(
    (entries) => {
      const now = isHalfSeen(entries.at(-1) as IntersectionObserverEntry);
      if (now === half) return;
      half = now;
      judge();
    },
    { threshold: STEPS },
  );
  observer.observe(element);
  document.addEventListener('visibilitychange', judge);
  ended.addEventListener('abort', stop);
};
