import { type IDBPDatabase, openDB } from 'idb';
import type { Away } from './away.js';
import { databaseName } from './database.js';
import { STORES } from './event-log.js';
import { inTime } from './in-time.js';
import type { Tables, Tx } from './tables.js';

/** The way to a site's database. */
export interface Connection {
  /** Rejects where the browser gives no database. */
  open(): Promise<IDBPDatabase<Tables>>;
  /** Closes it; the next use opens it again. */
  disconnect(): void;
  read<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
  /** One transaction over all stores. What is urgent outlives the machine, too. */
  write<Result>(work: (tx: Tx) => Promise<Result>, isUrgent?: boolean): Promise<Result>;
  /** One that does not end with the page. */
  erase<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
}

/** Half of it is worse than nothing: what throws between two requests does not end a transaction by itself. */
const abort = (tx: Tx): void => {
  try {
    tx.abort();
  } catch {
    // It has ended.
  }
};

/** Connects when first asked; lets go when another tab wants to delete or upgrade. */
export const connect = (site: string, away: Away): Connection => {
  let opened: Promise<IDBPDatabase<Tables>> | undefined;
  const disconnect = (): void => {
    void opened?.then(
      (db) => db.close(),
      // It never came.
      () => undefined,
    );
    opened = undefined;
  };
  const open = (): Promise<IDBPDatabase<Tables>> =>
    (opened ??= inTime(
      openDB<Tables>(databaseName(site), 1, {
        upgrade(db) {
          for (const store of STORES) db.createObjectStore(store, { autoIncrement: store !== 'state' });
        },
        // A newer tab or a deletion waits for us: let go at once.
        blocking: disconnect,
        // The browser took it away (cleared site data, crash).
        terminated: disconnect,
      }),
    ));

  // Opened again afterwards: what a page in the cache holds open may be one that was deleted meanwhile (WebKit).
  away.add({ abort: disconnect });

  const run = async <Result>(
    work: (tx: Tx) => Promise<Result>,
    mode: 'readonly' | 'readwrite',
    { durability, lasts = false }: { readonly durability: IDBTransactionDurability; readonly lasts?: boolean },
  ): Promise<Result> => {
    await away.isBack();
    const tx = (await open()).transaction(STORES, mode, { durability }) as unknown as Tx;
    if (!lasts) away.add(tx);
    try {
      // The first reason counts: the one that ended the work, not the abort that follows.
      const [result] = await Promise.all([work(tx), tx.done]);
      return result;
    } catch (cause) {
      abort(tx);
      if (!away.ended(tx)) throw cause;
      return await run(work, mode, { durability, lasts });
    } finally {
      away.remove(tx);
    }
  };

  return {
    open,
    disconnect,
    read: (work) => run(work, 'readonly', { durability: 'relaxed' }),
    // Relaxed: safe when the page or the browser dies; strict costs a disk flush each.
    write: (work, isUrgent) => run(work, 'readwrite', { durability: isUrgent ? 'strict' : 'relaxed' }),
    erase: (work) => run(work, 'readwrite', { durability: 'relaxed', lasts: true }),
  };
};
