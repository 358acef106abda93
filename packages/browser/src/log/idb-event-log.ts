import type { AisleEvent } from '@aisle/schema';
import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB } from 'idb';
import { databaseName, deleteEventLog } from './database.js';
import { type EventLog, STORES, type Store, within } from './event-log.js';
import type { Folding, Head } from './head.js';
import { startRefill } from './refill.js';

interface Tables extends DBSchema {
  /** `head`: see head.ts. `base`: the fold of the events the log let go of. `logged`: how many the log holds. */
  state: { key: 'head' | 'base' | 'logged'; value: unknown };
  /** One record a flush: the cost of IndexedDB is per record, not per byte. */
  log: { key: number; value: readonly AisleEvent[] };
  outbox: { key: number; value: readonly AisleEvent[] };
}
type Tx = IDBPTransaction<Tables, Store[], 'readwrite'>;

/** Oldest first; one holds what a task recorded. */
const MAX_FLUSHES_READ = 100;
/** About 3 MB; older events live on in the base. */
const MAX_LOGGED = 5_000;

/** Adds to the log; when it is too long its oldest records are folded into the base. */
const remember = async (tx: Tx, events: readonly AisleEvent[], { compacted }: Folding): Promise<void> => {
  const [state, log] = [tx.objectStore('state'), tx.objectStore('log')];
  await log.add(events);
  let logged = (((await state.get('logged')) as number | undefined) ?? 0) + events.length;
  if (logged > MAX_LOGGED) {
    let base = (await state.get('base')) as Head['profile'] | undefined;
    for (let cursor = await log.openCursor(); cursor && logged > MAX_LOGGED; cursor = await cursor.continue()) {
      base = compacted(base, cursor.value);
      logged -= cursor.value.length;
      await cursor.delete();
    }
    await state.put(base, 'base');
  }
  await state.put(logged, 'logged');
};

/**
 * Opens the log of a site in IndexedDB; rejects where the browser gives no database.
 *
 * The connection is closed when another tab wants to delete or upgrade, and opened again at the next use.
 */
export const openIdbEventLog = async (site: string, folding: Folding): Promise<EventLog> => {
  const headIn = async (tx: IDBPTransaction<Tables, Store[], 'readonly' | 'readwrite'>): Promise<Head> =>
    ((await tx.objectStore('state').get('head')) as Head | undefined) ?? folding.emptyHead;
  let opened: Promise<IDBPDatabase<Tables>> | undefined;
  const letGo = (): void => {
    void opened?.then((db) => db.close());
    opened = undefined;
  };
  const open = (): Promise<IDBPDatabase<Tables>> =>
    (opened ??= openDB<Tables>(databaseName(site), 1, {
      upgrade(db) {
        db.createObjectStore('state');
        db.createObjectStore('log', { autoIncrement: true });
        db.createObjectStore('outbox', { autoIncrement: true });
      },
      // A newer tab or a deletion waits for us: let go at once.
      blocking: letGo,
      // The browser took it away (cleared site data, crash).
      terminated: letGo,
    }));

  // Relaxed: safe when the page or the browser dies; strict costs a disk flush an event.
  const write = async <Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> => {
    const tx = (await open()).transaction(STORES, 'readwrite', { durability: 'relaxed' });
    // The first reason counts: the one that ended the work, not the abort that follows.
    const [result] = await Promise.all([work(tx), tx.done]);
    return result;
  };

  await open();
  return {
    append: (place) =>
      write(async (tx) => {
        const { head, log, outbox } = place(await headIn(tx));
        await tx.objectStore('state').put(head, 'head');
        if (outbox.length > 0) await tx.objectStore('outbox').add(outbox);
        if (log.length > 0) await remember(tx, log, folding);
        return head;
      }),
    refill: (accumulators) =>
      write(async (tx) => {
        const base = (await tx.objectStore('state').get('base')) as Head['profile'] | undefined;
        const refill = startRefill(await headIn(tx), [accumulators, base], folding);
        // A record a task: the page can work in between.
        for (let cursor = await tx.objectStore('log').openCursor(); cursor; cursor = await cursor.continue())
          refill.take(cursor.value);
        await tx.objectStore('state').put(refill.head(), 'head');
        return refill.head();
      }),
    async unsent(maxEvents, maxBytes) {
      const flushes = await (await open()).getAll('outbox', null, MAX_FLUSHES_READ);
      return within(flushes.flat(), maxEvents, maxBytes);
    },
    acknowledge: (ids) =>
      write(async (tx) => {
        let left = ids.size;
        for (
          let cursor = await tx.objectStore('outbox').openCursor();
          cursor && left > 0;
          cursor = await cursor.continue()
        ) {
          const kept = cursor.value.filter(({ id }) => !ids.has(id));
          left -= cursor.value.length - kept.length;
          await (kept.length > 0 ? cursor.update(kept) : cursor.delete());
        }
      }),
    async stored() {
      const tx = (await open()).transaction(STORES);
      const listIn = async (store: 'log' | 'outbox') => (await tx.objectStore(store).getAll()).flat();
      return { head: await headIn(tx), log: await listIn('log'), outbox: await listIn('outbox') };
    },
    async forget(stores) {
      await write(async (tx) => {
        const head = folding.headWithout(stores, await headIn(tx));
        await Promise.all(stores.map((store) => tx.objectStore(store).clear()));
        if (stores.length < STORES.length) await tx.objectStore('state').put(head, 'head');
      });
      if (stores.length < STORES.length) return;
      // Cleared first: a deletion hangs while any tab holds a connection open, a clear does not.
      letGo();
      deleteEventLog(site);
    },
    close: letGo,
  };
};
