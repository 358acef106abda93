import { campaignOf, pageUrlOf } from './page-url.js';

type Record = (name: string, params: object) => void;

/**
 * Records a page view now and whenever the address changes without a load.
 *
 * @returns The undo. A `history` method that somebody wrapped after us is left as it is and only passes through.
 */
export const startPageViews = (record: Record, onPage: () => void): (() => void) => {
  let stopped = false;
  let seen = '';
  let referrer = document.referrer;

  const view = (): void => {
    const here = pageUrlOf(location.href);
    if (stopped || here === seen) return;
    onPage();
    record('page_view', {
      page_location: here,
      page_path: location.pathname,
      page_referrer: pageUrlOf(referrer),
      page_title: document.title,
      ...campaignOf(location.search),
    });
    seen = referrer = here;
  };

  // After the router's own work in this task, so that the title is the new page's.
  const viewSoon = (): void => queueMicrotask(view);

  const undo = (['pushState', 'replaceState'] as const).map((method) => {
    const own = history[method];
    const inherited = !Object.hasOwn(history, method);
    const wrapped: typeof own = (...parts) => {
      own.apply(history, parts);
      viewSoon();
    };
    history[method] = wrapped;
    return () => {
      if (history[method] !== wrapped) return;
      if (inherited) delete (history as Partial<History>)[method];
      else history[method] = own;
    };
  });
  addEventListener('popstate', viewSoon);
  view();
  return () => {
    stopped = true;
    removeEventListener('popstate', viewSoon);
    for (const restore of undo) restore();
  };
};
