/** The database of one site, and the cache of its models. */
export const databaseName = (site: string): string => `aisle-${site}`;

/** Removes a site's database without reading it, and its models; a later open waits for that. Resolves when it is gone, or another tab holds it. */
export const deleteEventLog = (site: string): Promise<unknown> =>
  new Promise((resolve) => {
    const name = databaseName(site);
    // Where there is no database to be had there is none to delete.
    const request = self.indexedDB?.deleteDatabase(name);
    if (!request) return resolve(null);
    // One that another tab has blocked already does not say so again.
    setTimeout(resolve, 1_000);
    for (const end of ['success', 'error', 'blocked']) request.addEventListener(end, resolve);
    // Last, for some browsers refuse it. What cannot be reached was never there.
    self.caches?.delete(name).catch(() => null);
  }).catch(() => null);
