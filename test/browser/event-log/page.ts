import { openIdbEventLog } from '../../../packages/browser/src/log/idb-event-log.js';
import { reduceProfile } from '@aisle/engine';
import { eventLogContract } from '../../contract/event-log.js';

/** Runs one sentence of the contract on a database of its own; answers why it does not hold. */
const prove = async (title: string, site: string): Promise<string | null> => {
  try {
    await eventLogContract[title]?.(
      await openIdbEventLog(site, {
        accumulators: () => [],
        // The contract's events are of 1970.
        retentionMs: Infinity,
        proofs: async () => ({}),
        takeDrops: () => ({}),
        onPruned: () => {},
        onErased: () => {},
      }),
    );
    return null;
  } catch (cause) {
    return String(cause);
  }
};

/** The base and the log, folded again: what the stored profile must be. */
const refold = async (name: string) => {
  const request = indexedDB.open(name);
  const db = await new Promise<IDBDatabase>((resolve) => (request.onsuccess = () => resolve(request.result)));
  const read = <Value>(store: string, get: (from: IDBObjectStore) => IDBRequest) =>
    new Promise<Value>((resolve) => {
      const got = get(db.transaction(store).objectStore(store));
      got.onsuccess = () => resolve(got.result as Value);
    });
  const base = await read<Parameters<typeof reduceProfile>[0]>('state', (state) => state.get('base'));
  const head = await read<{ profile: unknown }>('state', (state) => state.get('head'));
  const flushes = await read<Parameters<typeof reduceProfile>[1][][]>('log', (log) => log.getAll());
  db.close();
  return {
    logged: flushes.flat().length,
    stored: head.profile,
    folded: flushes.flat().reduce((profile, event) => reduceProfile(profile, event), base),
  };
};

Object.assign(window, { prove, refold });
