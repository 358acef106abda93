import type { Context, PageFacts } from '@aisle/engine';

/** What the page and the browser say of the moment. */
export const pageContext = (itemId: string | undefined, currency: string | undefined, referrer: string): Context => {
  const { language } = navigator;
  const region = /-([A-Z]{2})\b/.exec(language)?.[1];
  const page: PageFacts = {
    path: location.pathname,
    referrer,
    language: document.documentElement.lang,
    ...(itemId && { itemId }),
    // Read only when a condition asks: it makes the browser lay the page out.
    get scrollPercent() {
      const { scrollHeight } = document.documentElement;
      return Math.min(100, ((scrollY + innerHeight) / scrollHeight) * 100);
    },
    dwellSeconds: performance.now() / 1_000,
  };
  return {
    nowMs: Date.now(),
    page,
    device: { touch: matchMedia('(pointer:coarse)').matches, width: innerWidth },
    locale: language,
    ...(region && { region }),
    ...(currency && { currency }),
    url: location.href,
  };
};
