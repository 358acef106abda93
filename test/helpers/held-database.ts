import type { Evaluates } from './evaluates.js';

/** Opens the site's database as a tab of a release that never let go: a connection, and nobody who hears of a new version. */
export const holdDatabase = (tab: Evaluates): Promise<void> =>
  tab.evaluate(async () => {
    const held = await new Promise((resolve, reject) => {
      const request = indexedDB.open('aisle-demo');
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error));
    });
    Object.assign(window, { held });
  });

/** Counts every record of the database that a tab holds. */
export const countHeld = (tab: Evaluates): Promise<number> =>
  tab.evaluate(async () => {
    const { held } = window as unknown as { held: IDBDatabase };
    const counts = [...held.objectStoreNames].map(
      (store) =>
        new Promise<number>((resolve) => {
          const request = held.transaction(store).objectStore(store).count();
          request.onsuccess = () => resolve(request.result);
        }),
    );
    return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
  });
