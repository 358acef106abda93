import type { Evaluates } from './evaluates.js';

/** All that an origin holds in a browser, raw: what the library would rather not show is in it, too. */
export interface Device {
  /** Keys and values, by database and store. */
  readonly databases: Readonly<Record<string, Readonly<Record<string, readonly (readonly [unknown, unknown])[]>>>>;
  readonly localStorage: Readonly<Record<string, string>>;
}

/** Reads every record of every database and every key of localStorage. */
export const deviceOf = (page: Evaluates): Promise<Device> =>
  page.evaluate(async () => {
    const done = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error));
      });
    const databases: Record<string, Record<string, [unknown, unknown][]>> = {};
    for (const { name = '' } of await indexedDB.databases()) {
      const opening = indexedDB.open(name);
      // Gone meanwhile: looking must not bring it back.
      opening.addEventListener('upgradeneeded', () => opening.transaction?.abort());
      const db = await done(opening).catch(() => null);
      if (!db) continue;
      const stores: Record<string, [unknown, unknown][]> = {};
      for (const store of db.objectStoreNames) {
        const from = db.transaction(store).objectStore(store);
        const [keys, values] = await Promise.all([done(from.getAllKeys()), done(from.getAll())]);
        stores[store] = keys.map((key, index) => [key, values[index]]);
      }
      databases[name] = stores;
      db.close();
    }
    return { databases, localStorage: { ...localStorage } };
  });

/** One record of the site's database; undefined when it is not there. */
export const recordIn = ({ databases }: Device, store: string, key: unknown): unknown =>
  databases['aisle-demo']?.[store]?.find(([known]) => known === key)?.[1];

/** The device holds nothing of the site: no key, and no record in whatever database is left. */
export const isEmpty = ({ databases, localStorage }: Device): boolean =>
  Object.keys(localStorage).length === 0 &&
  Object.values(databases).every((stores) => Object.values(stores).every((records) => records.length === 0));
