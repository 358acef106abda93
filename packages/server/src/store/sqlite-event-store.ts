import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ServerError } from '../server-error.js';
import { createErasure } from './erasure.js';
import type { AcceptStatus, DeadLetter, EventBatch, EventStore, LetterStatus } from './event-store.js';
import { createGroupCommit } from './group-commit.js';
import { createLogTruncation } from './log-truncation.js';
import { createPruning } from './pruning.js';
import { prepareTables } from './sqlite-tables.js';
import { createWriters } from './sqlite-writers.js';
import { isStorageFault } from './storage-fault.js';
import { createSubjectReader } from './subject-reader.js';
import { createSuppression } from './suppression.js';

/** At about 25,000 events a second one transaction blocks the loop for some 80 ms at most. */
const MAX_EVENTS_PER_COMMIT = 2000;

/** What an id weighs that is erased: its events are not counted beforehand. Also what a step of pruning weighs. */
const ERASURE_WEIGHT = 200;

/** How long a write waits for another process that writes to the same file. */
const BUSY_TIMEOUT_MS = 5000;

/** By what the drops of withdrawn subjects are counted. */
const WITHDRAWN = 'consent/withdrawn';

const openDatabase = (path: string): DatabaseSync => {
  try {
    // Only the last folder: a whole path under /proc would be tried without end, and a typing error would be obeyed.
    if (!existsSync(dirname(path))) mkdirSync(dirname(path));
    const database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
    prepareTables(database);
    return database;
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

// While another process holds the file, only the first write waits for it: each wait holds up all else that the process does.
const beginOf = (database: DatabaseSync): (() => void) => {
  let isHeld = false;
  const waitFor = (ms: number): void => database.exec(`PRAGMA busy_timeout = ${ms}`);
  return () => {
    try {
      database.exec('BEGIN IMMEDIATE');
    } catch (cause) {
      isHeld = true;
      // Each time, for the truncation of the log sets it back.
      waitFor(0);
      throw cause;
    }
    if (isHeld) waitFor(BUSY_TIMEOUT_MS);
    isHeld = false;
  };
};

const groupCommitOf = (database: DatabaseSync) =>
  createGroupCommit(
    {
      begin: beginOf(database),
      commit: () => database.exec('COMMIT'),
      rollback: () => {
        if (database.isTransaction) database.exec('ROLLBACK');
      },
      isFault: isStorageFault,
    },
    MAX_EVENTS_PER_COMMIT,
  );

const closedStore = (): ServerError =>
  new ServerError({ code: 'store/unavailable', message: 'the event store is closed' });

/**
 * Opens the store of one process, a SQLite file in WAL mode with an fsync at each commit. Other processes may read it.
 *
 * @throws {ServerError} `store/unavailable` when the file cannot be made or written.
 */
export const openSqliteEventStore = (path: string): EventStore => {
  const database = openDatabase(path);
  const writers = createWriters(database);
  const suppression = createSuppression(database);
  const erasure = createErasure(database, suppression);
  const pruneStep = createPruning(database, suppression);
  const readSubject = createSubjectReader(database, erasure, suppression);
  const truncation = createLogTruncation(database, BUSY_TIMEOUT_MS);
  const countEvents = counter(database, 'events');
  const countLetters = counter(database, 'dead_letters');
  const writeProbe = database.prepare('INSERT OR REPLACE INTO probe (only, at_ms) VALUES (1, ?)');
  const commits = groupCommitOf(database);
  let open = true;
  const write = <Result>(weight: number, work: () => Result): Promise<Result> =>
    open ? commits.add(weight, work) : Promise.reject(closedStore());

  const acceptAll = (batch: EventBatch): readonly AcceptStatus[] => {
    const { site, receivedAtMs, events, drops = {} } = batch;
    const withdrawn = erasure.withdrawnAmong(
      events.map(({ visitorId, sessionId }) => ({ site, visitorId, sessionId })),
    );
    const statuses = events.map((event, index) => (withdrawn[index] ? 'withdrawn' : writers.event(batch, event)));
    const count = statuses.filter((status) => status === 'withdrawn').length;
    writers.drop({ site, receivedAtMs, reason: WITHDRAWN, count });
    if (statuses.length > 0 && !statuses.includes('accepted')) return statuses;
    for (const [reason, times] of Object.entries(drops)) writers.drop({ site, receivedAtMs, reason, count: times });
    return statuses;
  };

  const keepLetters = (letters: readonly DeadLetter[]): readonly LetterStatus[] => {
    const withdrawn = erasure.withdrawnAmong(letters);
    return letters.map((letter, index) => {
      if (withdrawn[index]) writers.drop({ ...letter, reason: WITHDRAWN, count: 1 });
      else writers.letter(letter);
      return withdrawn[index] ? 'withdrawn' : 'kept';
    });
  };

  return {
    accept: (batch) => write(batch.events.length, () => acceptAll(batch)),
    deadLetter: (letters) => write(letters.length, () => keepLetters(letters)),
    async erase(site, ids) {
      const erased = await write(ids.length * ERASURE_WEIGHT, () => erasure.erase(site, ids));
      if (open) truncation.plan();
      return erased;
    },
    subject: async (site, id) => {
      if (!open) throw closedStore();
      return readSubject(site, id);
    },
    async prune(site, beforeMs) {
      const pruned = await write(ERASURE_WEIGHT, () => pruneStep(site, beforeMs));
      if (pruned > 0 && open) truncation.plan();
      return pruned;
    },
    counts: async (site) => ({ events: countEvents(site), deadLetters: countLetters(site) }),
    probe: () => write(1, () => void writeProbe.run(Date.now())),
    async close() {
      if (!open) return;
      open = false;
      truncation.stop();
      commits.flush();
      database.close();
    },
  };
};
