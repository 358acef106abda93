import type { Evaluates } from './evaluates.js';

/** What a page's origin holds: every kind of storage a shopper can look into. */
export const storedIn = (page: Evaluates) =>
  page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map(({ name }) => name),
    localStorage: Object.keys(localStorage),
    sessionStorage: Object.keys(sessionStorage),
    cookies: document.cookie,
    // A page that is not secure has none.
    caches: (await self.caches?.keys()) ?? [],
  }));

export const NOTHING_STORED = { databases: [], localStorage: [], sessionStorage: [], cookies: '', caches: [] };
