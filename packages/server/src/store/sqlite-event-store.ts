import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { ServerError } from '../server-error.js';
import { createErasure } from './erasure.js';
import { rowBatchOf } from './event-rows.js';
import type { EventStore } from './event-store.js';
import { openSqliteDatabase } from './sqlite-database.js';
import { createSqliteWriter } from './sqlite-writer.js';
import type { StoreWriter } from './store-writer.js';
import { createSubjectReader } from './subject-reader.js';
import { createSuppression } from './suppression.js';
import { startWriterThread } from './writer-thread.js';

const openDatabase = (path: string): DatabaseSync => {
  try {
    // Only the last folder: a whole path under /proc would be tried without end, and a typing error would be obeyed.
    if (!existsSync(dirname(path))) mkdirSync(dirname(path));
    return openSqliteDatabase(path);
  } catch (cause) {
    const message = `${path}: the event store cannot be opened (${cause instanceof Error ? cause.message : cause})`;
    throw new ServerError({
      code: 'store/unavailable',
      message,
      fix: 'give a path in a folder that this user may write',
      cause,
    });
  }
};

const counter = (database: DatabaseSync, table: 'events' | 'dead_letters') => {
  const all = database.prepare(`SELECT COUNT(*) AS count FROM ${table}`);
  const ofSite = database.prepare(`SELECT COUNT(*) AS count FROM ${table} WHERE site = ?`);
  return (site?: string): number => Number((site === undefined ? all.get() : ofSite.get(site))?.['count']);
};

const closedStore = (): ServerError =>
  new ServerError({ code: 'store/unavailable', message: 'the event store is closed' });

/** Makes the writer of a store, on this thread by its connection or on another by its path. */
export type WriterOf = (database: DatabaseSync, path: string) => StoreWriter;

/**
 * Opens a store that writes by the writer given, and reads on this thread.
 *
 * @throws {ServerError} `store/unavailable` when the file cannot be made or written.
 */
export const openStoreWith = (path: string, writerOf: WriterOf): EventStore => {
  const database = openDatabase(path);
  const suppression = createSuppression(database);
  const readSubject = createSubjectReader(database, createErasure(database, suppression), suppression);
  const countEvents = counter(database, 'events');
  const countLetters = counter(database, 'dead_letters');
  const writer = writerOf(database, path);
  let closed: Promise<void> | undefined;
  const opened = (): StoreWriter => {
    if (closed) throw closedStore();
    return writer;
  };
  const end = async (): Promise<void> => {
    await writer.close();
    if (database.isOpen) database.close();
  };

  return {
    accept: async (batch) => opened().accept(rowBatchOf(batch)),
    deadLetter: async (letters) => opened().deadLetter(letters),
    erase: async (site, ids) => opened().erase(site, ids),
    subject: async (site, id) => {
      if (closed) throw closedStore();
      return readSubject(site, id);
    },
    prune: async (site, beforeMs) => opened().prune(site, beforeMs),
    counts: async (site) => ({ events: countEvents(site), deadLetters: countLetters(site) }),
    probe: async () => opened().probe(),
    close: () => (closed ??= end()),
  };
};

// A database in memory is one connection's. A thread starts from a file that was built: sources run in one thread.
const hasThread = (path: string): boolean => path !== ':memory:' && import.meta.url.endsWith('.js');

/**
 * Opens the store of one process, a SQLite file in WAL mode with an fsync at each commit, written by a thread of its own. Other
 * processes may read it.
 *
 * @throws {ServerError} `store/unavailable` when the file cannot be made or written.
 */
export const openSqliteEventStore = (path: string): EventStore =>
  openStoreWith(path, (database) => (hasThread(path) ? startWriterThread(path) : createSqliteWriter(database)));
