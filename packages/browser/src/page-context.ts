import type { Context } from '@aisle/engine';

/** What the page and the browser say of the moment. */
export const pageContext = (itemId: string | undefined, currency: string | undefined, referrer: string): Context => {
  const { language } = navigator;
  return {
    nowMs: Date.now(),
    page: {
      path: location.pathname,
      referrer,
      language: document.documentElement.lang,
      itemId,
    },
    device: { touch: matchMedia('(pointer:coarse)').matches, width: innerWidth },
    locale: language,
    region: /-([A-Z]{2})\b/.exec(language)?.[1],
    currency,
    url: location.href,
  };
};
