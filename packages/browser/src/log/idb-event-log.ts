import type { Accumulator } from '@aisle/engine';
import { type IDBPDatabase, openDB } from 'idb';
import { databaseName, deleteEventLog } from './database.js';
import { type EventLog, STORES, within } from './event-log.js';
import { forgetStores } from './forget-stores.js';
import type { Head, Proven } from './head.js';
import { inTime } from './in-time.js';
import { deleteSent, queue, remember } from './keep-events.js';
import { addProof, addRecord, headIn, recordsIn } from './kept-state.js';
import { startRefill } from './refill.js';
import { forgetExpired } from './retention.js';
import type { Tables, Tx } from './tables.js';

/** What a store needs beside its folding. */
export interface KeepingOptions {
  readonly accumulators: () => readonly Accumulator[];
  readonly retentionMs: number;
  /** The SHA-256 of what each source showed with its answer, by source. */
  readonly proofs: () => Promise<Readonly<Record<string, string>>>;
  readonly onDrop: (reason: string, by: number) => void;
  /** What was too old is gone, while the page was open. */
  readonly onPruned: () => void;
}

/** Oldest first; one holds what a task recorded. */
const MAX_FLUSHES_READ = 100;
const PRUNE_EVERY_MS = 3_600_000;

/**
 * Opens the log of a site in IndexedDB; rejects where the browser gives no database.
 *
 * The connection is closed when another tab wants to delete or upgrade, and opened again at the next use.
 */
export const openIdbEventLog = async (site: string, options: KeepingOptions): Promise<EventLog> => {
  const { accumulators, retentionMs, proofs, onDrop, onPruned } = options;
  let opened: Promise<IDBPDatabase<Tables>> | undefined;
  const letGo = (): void => {
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
          db.createObjectStore('state');
          db.createObjectStore('log', { autoIncrement: true });
          db.createObjectStore('outbox', { autoIncrement: true });
        },
        // A newer tab or a deletion waits for us: let go at once.
        blocking: letGo,
        // The browser took it away (cleared site data, crash).
        terminated: letGo,
      }),
    ));

  // Relaxed: safe when the page or the browser dies; strict costs a disk flush an event.
  const write = async <Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> => {
    const tx = (await open()).transaction(STORES, 'readwrite', { durability: 'relaxed' });
    // The first reason counts: the one that ended the work, not the abort that follows.
    const [result] = await Promise.all([work(tx), tx.done]);
    return result;
  };

  let isGone = false;
  /** What proves a change of consent is added to its record afterwards, because hashing takes a moment. */
  const prove = async (id: string): Promise<void> => {
    const sha256 = await proofs();
    if (Object.keys(sha256).length > 0 && !isGone) await write((tx) => addProof(tx, id, sha256));
  };
  const prune = (): Promise<Proven | null | undefined> =>
    write(async (tx) => {
      await forgetExpired(tx, retentionMs, accumulators());
      const head = (await tx.objectStore('state').get('head')) as Partial<Head> | undefined;
      return head && (head.record ?? null);
    });

  await open();
  const known = await prune();
  const pruning = setInterval(() => void prune().then(onPruned, letGo), PRUNE_EVERY_MS);
  return {
    known,
    append: (place) =>
      write(async (tx) => {
        const { head, log, outbox } = place(await headIn(tx));
        await tx.objectStore('state').put(head, 'head');
        if (head.record && (await addRecord(tx, head.record))) void prove(head.record.id).catch(letGo);
        if (outbox.length > 0) await queue(tx, outbox, onDrop);
        if (log.length > 0) await remember(tx, log, accumulators());
        return head;
      }),
    refill: (asked) =>
      write(async (tx) => {
        const base = (await tx.objectStore('state').get('base')) as Head['profile'] | undefined;
        const refill = startRefill(await headIn(tx), asked, base);
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
    acknowledge: (ids) => write((tx) => deleteSent(tx, ids)),
    async stored() {
      const tx = (await open()).transaction(STORES);
      const listIn = async (store: 'log' | 'outbox') => (await tx.objectStore(store).getAll()).flat();
      const base = ((await tx.objectStore('state').get('base')) as Head['profile'] | undefined) ?? null;
      const [head, log, outbox] = [await headIn(tx), await listIn('log'), await listIn('outbox')];
      const clockMs = ((await tx.objectStore('state').get('clock')) as number | undefined) ?? null;
      return { head, base, log, outbox, records: await recordsIn(tx), clockMs };
    },
    async forget(stores, isAllowed) {
      const all = stores.length === STORES.length;
      const ids = await write((tx) => forgetStores(tx, stores, isAllowed));
      if (all) {
        // Cleared first: a deletion hangs while any tab holds a connection open, a clear does not.
        isGone = true;
        letGo();
        void deleteEventLog(site);
      }
      return ids;
    },
    close() {
      clearInterval(pruning);
      letGo();
    },
  };
};
