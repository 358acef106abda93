import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openSqliteEventStore } from '@aisle/server';
import { expect, it, onTestFinished } from 'vitest';
import { bytesOf, checkpoint, rowsIn } from '../file-bytes.js';
import { listOf, markedEvent, markedSubject } from '../many-subjects.js';
import { sampleEvent } from '../sample-event.js';
import { temporaryFolder } from '../temporary-folder.js';

/** The tables as the first release made them. */
const VERSION_1 = `
  PRAGMA journal_mode = WAL;
  CREATE TABLE events (
    site TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, visitor_id TEXT, session_id TEXT NOT NULL,
    seq INTEGER NOT NULL, at_ms INTEGER NOT NULL, sent_at_ms INTEGER NOT NULL, received_at_ms INTEGER NOT NULL,
    traffic TEXT, body TEXT NOT NULL, PRIMARY KEY (site, id)
  );
  CREATE INDEX events_by_time ON events (site, at_ms, name, session_id, visitor_id, traffic);
  CREATE INDEX events_by_name ON events (site, name, at_ms);
  CREATE INDEX purchases_by_transaction ON events (site, json_extract(body, '$.params.transaction_id'))
    WHERE name = 'purchase';
  CREATE TABLE dead_letters (
    site TEXT NOT NULL, received_at_ms INTEGER NOT NULL, code TEXT NOT NULL, field TEXT, reason TEXT NOT NULL,
    id TEXT, visitor_id TEXT, session_id TEXT, body TEXT NOT NULL
  );
  CREATE INDEX dead_letters_by_time ON dead_letters (site, received_at_ms, code);
  CREATE TABLE drops (site TEXT NOT NULL, received_at_ms INTEGER NOT NULL, reason TEXT NOT NULL, count INTEGER NOT NULL);
  CREATE INDEX drops_by_time ON drops (site, received_at_ms, reason, count);
  CREATE TABLE probe (only INTEGER PRIMARY KEY CHECK (only = 1), at_ms INTEGER NOT NULL);
  PRAGMA user_version = 1;
`;

const versionOneFile = () => {
  const path = join(temporaryFolder(), 'events.sqlite');
  const database = new DatabaseSync(path);
  database.exec(VERSION_1);
  const insert = database.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const subjects = Array.from({ length: 30 }, markedSubject);
  for (const subject of [...subjects, ...subjects, ...subjects]) {
    const event = markedEvent(subject, 1.5, { name: 'purchase' });
    const columns = [event.id, event.name, subject.visitorId, event.sessionId, 0, 1, 1000, 2000, null] as const;
    insert.run('demo', ...columns, JSON.stringify(event));
  }
  database
    .prepare("INSERT INTO dead_letters VALUES ('demo', 2000, 'event/invalid', 'seq', 'is missing', ?, ?, ?, '{}')")
    .run('event-1', 'visitor-1', 'session-1');
  database.exec("INSERT INTO drops VALUES ('demo', 2000, 'log_full', 3)");
  database.close();
  return { path, subjects };
};

const openAt = (path: string) => {
  const store = openSqliteEventStore(path);
  onTestFinished(() => store.close());
  return store;
};

it('takes over all that a file of version 1 holds', async () => {
  const { path, subjects } = versionOneFile();
  const before = rowsIn(path, 'SELECT * FROM events ORDER BY id');
  const store = openAt(path);
  expect(rowsIn(path, 'PRAGMA user_version')).toEqual([{ user_version: 4 }]);
  expect(rowsIn(path, 'SELECT * FROM events ORDER BY id')).toEqual(before.map((row) => ({ ...row, gpc: null })));
  expect(rowsIn(path, 'SELECT reason, count FROM drops')).toEqual([{ reason: 'log_full', count: 3 }]);
  const held = await store.subject('demo', subjects[0]?.visitorId ?? '');
  expect((await listOf(held.events)).map(({ gpc }) => gpc)).toEqual([null, null, null]);
  expect(await listOf((await store.subject('demo', 'visitor-1')).deadLetters)).toHaveLength(1);
});

it('knows the events of a file of version 1 again, and erases them without residue', async () => {
  const { path, subjects } = versionOneFile();
  const store = openAt(path);
  const known = String(rowsIn(path, 'SELECT id FROM events LIMIT 1')[0]?.['id']);
  const batch = { site: 'demo', sentAtMs: 1, receivedAtMs: 1 };
  expect(await store.accept({ ...batch, events: [sampleEvent(known)] })).toEqual(['duplicate']);
  const go = subjects.filter((_, index) => index % 3 > 0);
  expect(await store.erase('demo', [...go.map(({ visitorId }) => visitorId), 'visitor-1'])).toBe(60);
  expect(await store.counts()).toEqual({ events: 30, deadLetters: 0 });
  checkpoint(path);
  const bytes = bytesOf(path);
  expect(go.filter(({ mark }) => bytes.includes(mark))).toEqual([]);
});

it('makes the same tables out of an old file as out of nothing', () => {
  const { path } = versionOneFile();
  openAt(path);
  const fresh = join(temporaryFolder(), 'events.sqlite');
  openAt(fresh);
  const tables = "SELECT type, name, tbl_name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name";
  expect(rowsIn(path, tables)).toEqual(rowsIn(fresh, tables));
});

it('takes over the runs of a file of version 3, and goes on with their sessions uncorrected', async () => {
  const path = join(temporaryFolder(), 'events.sqlite');
  const batch = { site: 'demo', receivedAtMs: 1_700_000_000_000 };
  const eventsOf = (sessionId: string) => [sampleEvent(sessionId, { sessionId, visitorId: `of-${sessionId}` })];
  const before = openSqliteEventStore(path);
  for (const session of ['session-gone', 'session-kept'])
    await before.accept({ ...batch, sentAtMs: batch.receivedAtMs, events: eventsOf(session) });
  await before.erase('demo', ['session-gone']);
  await before.close();
  const database = new DatabaseSync(path);
  database.exec('ALTER TABLE run_rows DROP COLUMN skew_ms; PRAGMA user_version = 3');
  database.close();
  const runs = rowsIn(path, 'SELECT * FROM run_rows ORDER BY rowid');
  const store = openAt(path);
  expect(rowsIn(path, 'SELECT * FROM run_rows ORDER BY rowid')).toEqual(runs.map((run) => ({ ...run, skew_ms: 0 })));
  const late = sampleEvent('late', { sessionId: 'session-kept', atMs: batch.receivedAtMs - 3_600_000 });
  await store.accept({ ...batch, sentAtMs: batch.receivedAtMs - 3_600_000, events: [late] });
  expect(rowsIn(path, `SELECT at_ms FROM events WHERE id = '${late.id}'`)).toEqual([{ at_ms: late.atMs }]);
  expect(await store.erase('demo', ['of-session-kept'])).toBe(2);
});

it('leaves an old file as it was when it cannot be brought up to date', () => {
  const { path } = versionOneFile();
  const database = new DatabaseSync(path);
  database.exec('CREATE TABLE suppressed (in_the_way)');
  database.close();
  expect(() => openSqliteEventStore(path)).toThrow(`${path}: the event store cannot be opened`);
  expect(rowsIn(path, 'PRAGMA user_version')).toEqual([{ user_version: 1 }]);
  expect(rowsIn(path, 'SELECT COUNT(*) AS count FROM events')).toEqual([{ count: 90 }]);
});
