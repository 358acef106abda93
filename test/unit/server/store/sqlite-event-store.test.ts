import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openSqliteEventStore, ServerError } from '@aisle/server';
import { expect, it, onTestFinished } from 'vitest';
import { describeEventStore } from '../../../contract/event-store.js';
import { sampleEvent } from '../sample-event.js';
import { temporaryFolder } from '../temporary-folder.js';

const rowsOf = (path: string, sql: string) => {
  const database = new DatabaseSync(path, { readOnly: true });
  const rows = database.prepare(sql).all();
  database.close();
  return rows;
};

const openAt = (path: string) => {
  const store = openSqliteEventStore(path);
  onTestFinished(() => store.close());
  return store;
};

describeEventStore('of SQLite', () => {
  const path = join(temporaryFolder(), 'events.sqlite');
  return {
    open: () => openSqliteEventStore(path),
    drops: async () =>
      Object.fromEntries(
        rowsOf(path, 'SELECT reason, SUM(count) AS count FROM drops GROUP BY reason').map(({ reason, count }) => [
          String(reason),
          Number(count),
        ]),
      ),
  };
});

const batch = { site: 'demo', sentAtMs: 1000, receivedAtMs: 2000 };

it('keeps the event verbatim beside the columns that queries need', async () => {
  const path = join(temporaryFolder(), 'events.sqlite');
  const event = sampleEvent('a', { traffic: 'replay', params: { x_new_field: { deep: [1, 'ü'] } } });
  await openAt(path).accept({ ...batch, events: [event] });
  const [row] = rowsOf(path, 'SELECT * FROM events');
  const { body, ...columns } = row ?? {};
  expect(JSON.parse(String(body))).toEqual(event);
  expect(columns).toEqual({
    site: 'demo',
    id: event.id,
    name: 'view_item',
    visitor_id: 'visitor-1',
    session_id: 'session-1',
    seq: 0,
    at_ms: 1_700_000_000_000,
    sent_at_ms: 1000,
    received_at_ms: 2000,
    traffic: 'replay',
    gpc: 0,
  });
});

it('fails one batch that cannot be written and keeps its neighbours', async () => {
  const path = join(temporaryFolder(), 'events.sqlite');
  const store = openAt(path);
  const broken = { ...sampleEvent('b'), sessionId: Symbol('no column takes this') as unknown as string };
  const answers = await Promise.allSettled([
    store.accept({ ...batch, events: [sampleEvent('a')] }),
    store.accept({ ...batch, events: [sampleEvent('b1'), broken] }),
    store.accept({ ...batch, events: [sampleEvent('c')] }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(rowsOf(path, 'SELECT id FROM events ORDER BY id').map(({ id }) => id)).toEqual(['a_______', 'c_______']);
});

it('finds its events again after it was opened anew', async () => {
  const path = join(temporaryFolder(), 'events.sqlite');
  const first = openAt(path);
  await first.accept({ ...batch, events: [sampleEvent('a')] });
  await first.close();
  expect(await openAt(path).accept({ ...batch, events: [sampleEvent('a')] })).toEqual(['duplicate']);
});

it('lets a second process read while it writes', async () => {
  const path = join(temporaryFolder(), 'events.sqlite');
  const store = openAt(path);
  await store.accept({ ...batch, events: [sampleEvent('a')] });
  expect(rowsOf(path, 'SELECT COUNT(*) AS count FROM events')).toEqual([{ count: 1 }]);
});

it('writes ahead in a log, so that readers and the writer do not wait for each other', () => {
  const path = join(temporaryFolder(), 'events.sqlite');
  openAt(path);
  expect(rowsOf(path, 'PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
});

it('names the file and the fix when it cannot be opened', () => {
  const path = join(temporaryFolder(), 'events.sqlite');
  writeFileSync(path, 'this is a text, not a database, and long enough to be taken for a header of one');
  expect(() => openSqliteEventStore(path)).toThrow(ServerError);
  expect(() => openSqliteEventStore(path)).toThrow(path);
});

it('refuses a file of a newer release', () => {
  const path = join(temporaryFolder(), 'events.sqlite');
  const database = new DatabaseSync(path);
  database.exec('PRAGMA user_version = 99');
  database.close();
  expect(() => openSqliteEventStore(path)).toThrow('version 99');
});

it('makes the last folder of its path, and no more', () => {
  const folder = temporaryFolder();
  openAt(join(folder, 'made', 'events.sqlite'));
  expect(existsSync(join(folder, 'made', 'events.sqlite'))).toBe(true);
  const tooDeep = join(folder, 'not', 'there', 'events.sqlite');
  expect(() => openSqliteEventStore(tooDeep)).toThrow(`${tooDeep}: the event store cannot be opened (ENOENT`);
  expect(existsSync(join(folder, 'not'))).toBe(false);
});

it('waits once for another process that holds the file, and keeps batches again when it is free', async () => {
  const path = join(temporaryFolder(), 'events.sqlite');
  const store = openAt(path);
  const holder = new DatabaseSync(path);
  holder.exec('BEGIN IMMEDIATE');
  const startMs = performance.now();
  const accept = (id: string) => store.accept({ ...batch, events: [sampleEvent(id)] });
  for (const id of ['a', 'b', 'c', 'd']) await expect(accept(id)).rejects.toThrow('locked');
  // One wait of five seconds, not four.
  expect(performance.now() - startMs).toBeLessThan(10_000);
  holder.exec('ROLLBACK');
  holder.close();
  expect(await accept('a')).toEqual(['accepted']);
}, 30_000);
