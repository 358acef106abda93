import type { Evaluates } from './evaluates.js';

/** Every value that a page's origin holds, as one text: what is not in it is not on the device. */
export const storedText = (page: Evaluates): Promise<string> =>
  page.evaluate(async () => {
    const done = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error));
      });
    const dumped: unknown[] = [{ ...localStorage }, { ...sessionStorage }, document.cookie];
    for (const { name = '' } of await indexedDB.databases()) {
      const db = await done(indexedDB.open(name));
      for (const store of db.objectStoreNames)
        dumped.push([name, store, await done(db.transaction(store).objectStore(store).getAll())]);
      db.close();
    }
    return JSON.stringify(dumped);
  });
