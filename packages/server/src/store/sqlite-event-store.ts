import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { AisleEvent } from '@aisle/schema';
import { ServerError } from '../server-error.js';
import type { AcceptStatus, DeadLetter, EventBatch, EventStore } from './event-store.js';
import { createGroupCommit } from './group-commit.js';
import { prepareTables } from './sqlite-tables.js';
import { isStorageFault } from './storage-fault.js';

/** At about 25,000 events a second one transaction blocks the loop for some 80 ms at most. */
const MAX_EVENTS_PER_COMMIT = 2000;

/** How long a write waits for another process that writes to the same file. */
const BUSY_TIMEOUT_MS = 5000;

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

const eventWriter = (database: DatabaseSync) => {
  const insert = database.prepare(
    `INSERT INTO events (site, id, name, visitor_id, session_id, seq, at_ms, sent_at_ms, received_at_ms, traffic, body)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (site, id) DO NOTHING`,
  );
  return ({ site, sentAtMs, receivedAtMs }: EventBatch, event: AisleEvent): AcceptStatus => {
    const who = [event.visitorId ?? null, event.sessionId, event.seq] as const;
    const when = [event.atMs, sentAtMs, receivedAtMs] as const;
    const label = event.traffic ?? null;
    const { changes } = insert.run(site, event.id, event.name, ...who, ...when, label, JSON.stringify(event));
    return changes === 0 ? 'duplicate' : 'accepted';
  };
};

const dropWriter = (database: DatabaseSync) => {
  const insert = database.prepare('INSERT INTO drops (site, received_at_ms, reason, count) VALUES (?, ?, ?, ?)');
  return ({ site, receivedAtMs, drops = {} }: EventBatch): void => {
    for (const [reason, count] of Object.entries(drops)) if (count > 0) insert.run(site, receivedAtMs, reason, count);
  };
};

const letterWriter = (database: DatabaseSync) => {
  const insert = database.prepare(
    `INSERT INTO dead_letters (site, received_at_ms, code, field, reason, id, visitor_id, session_id, body)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  return (letter: DeadLetter): void => {
    const subject = [letter.id ?? null, letter.visitorId ?? null, letter.sessionId ?? null] as const;
    const fault = [letter.code, letter.field ?? null, letter.reason] as const;
    insert.run(letter.site, letter.receivedAtMs, ...fault, ...subject, letter.body);
  };
};

const counter = (database: DatabaseSync, table: 'events' | 'dead_letters') => {
  const all = database.prepare(`SELECT COUNT(*) AS count FROM ${table}`);
  const ofSite = database.prepare(`SELECT COUNT(*) AS count FROM ${table} WHERE site = ?`);
  return (site?: string): number => Number((site === undefined ? all.get() : ofSite.get(site))?.['count']);
};

/**
 * Opens the store of one process, a SQLite file in WAL mode with an fsync at each commit. Other processes may read it.
 *
 * @throws {ServerError} `store/unavailable` when the file cannot be made or written.
 */
export const openSqliteEventStore = (path: string): EventStore => {
  const database = openDatabase(path);
  const writeEvent = eventWriter(database);
  const writeDrops = dropWriter(database);
  const writeLetter = letterWriter(database);
  const countEvents = counter(database, 'events');
  const countLetters = counter(database, 'dead_letters');
  const writeProbe = database.prepare('INSERT OR REPLACE INTO probe (only, at_ms) VALUES (1, ?)');
  const commits = createGroupCommit(
    {
      begin: () => database.exec('BEGIN IMMEDIATE'),
      commit: () => database.exec('COMMIT'),
      rollback: () => {
        if (database.isTransaction) database.exec('ROLLBACK');
      },
      isFault: isStorageFault,
    },
    MAX_EVENTS_PER_COMMIT,
  );
  let open = true;
  const write = <Result>(weight: number, work: () => Result): Promise<Result> =>
    open
      ? commits.add(weight, work)
      : Promise.reject(new ServerError({ code: 'store/unavailable', message: 'the event store is closed' }));

  return {
    accept: (batch) =>
      write(batch.events.length, () => {
        const statuses = batch.events.map((event) => writeEvent(batch, event));
        if (statuses.length === 0 || statuses.includes('accepted')) writeDrops(batch);
        return statuses;
      }),
    deadLetter: (letters) => write(letters.length, () => letters.forEach(writeLetter)),
    counts: async (site) => ({ events: countEvents(site), deadLetters: countLetters(site) }),
    probe: () => write(1, () => void writeProbe.run(Date.now())),
    async close() {
      if (!open) return;
      open = false;
      commits.flush();
      database.close();
    },
  };
};
