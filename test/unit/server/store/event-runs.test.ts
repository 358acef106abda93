import { expect, it } from 'vitest';
import { addToRuns, type EventRun } from '../../../../packages/server/src/store/event-runs.js';
import { rowBatchOf } from '../../../../packages/server/src/store/event-rows.js';
import { bytesOf, checkpoint, rowsIn } from '../file-bytes.js';
import { listOf } from '../many-subjects.js';
import { sampleEvent } from '../sample-event.js';
import { openStore } from './open-store.js';

const batch = { site: 'demo', sentAtMs: 1000, receivedAtMs: 2000 };
const eventsOf = (name: string, sessions: readonly string[]) =>
  sessions.map((sessionId, seq) => sampleEvent(`${name}-${seq}`, { sessionId, seq, visitorId: `of-${sessionId}` }));

it('ends a run where the session, the visitor or the row is another', () => {
  const events = [
    ...eventsOf('a', ['session-1', 'session-1', 'session-2', 'session-1', 'session-1']),
    sampleEvent('b', { sessionId: 'session-1', visitorId: 'visitor-2' }),
  ];
  const runs: EventRun[] = [];
  const numbers = [1, 2, 3, 4, 6, 7];
  for (const [index, row] of rowBatchOf({ ...batch, events }).rows.entries()) addToRuns(runs, numbers[index] ?? 0, row);
  expect(runs.map(({ sessionId, first, last }) => [sessionId, first, last])).toEqual([
    ['session-1', 1, 2],
    ['session-2', 3, 3],
    ['session-1', 4, 4],
    ['session-1', 6, 6],
    ['session-1', 7, 7],
  ]);
});

it('B36, B37: finds all of a session that came in many batches, between others and with events known before, and nothing else', async () => {
  const { store } = openStore();
  const mixed = ['session-1', 'session-2', 'session-1', 'session-1', 'session-3', 'session-1'];
  for (const name of ['a', 'b', 'c']) await store.accept({ ...batch, events: eventsOf(name, mixed) });
  const more = [...eventsOf('a', mixed), ...eventsOf('d', ['session-1', 'session-2'])];
  await store.accept({ ...batch, events: more });
  const found = await listOf((await store.subject('demo', 'of-session-1')).events);
  expect(found.map(({ event }) => event.sessionId)).toEqual(Array.from({ length: 13 }, () => 'session-1'));
  expect(await store.erase('demo', ['of-session-1'])).toBe(13);
  expect((await store.counts()).events).toBe(7);
  expect(await listOf((await store.subject('demo', 'session-2')).events)).toHaveLength(4);
});

it('notes no run of a batch that failed', async () => {
  const { store, path } = openStore();
  const broken = { ...sampleEvent('b'), seq: Symbol('no column takes this') as unknown as number };
  const failed = store.accept({ ...batch, events: [...eventsOf('a', ['session-1']), broken] });
  await expect(failed).rejects.toThrow();
  await store.accept({ ...batch, events: eventsOf('c', ['session-2']) });
  expect(rowsIn(path, 'SELECT session_id, first_row, last_row FROM run_rows')).toEqual([
    { session_id: 'session-2', first_row: 1, last_row: 1 },
  ]);
});

it('B25, B37: keeps the id of no visitor and of no session that was erased or outlived', async () => {
  const { store, path } = openStore();
  for (let round = 0; round < 30; round += 1) {
    const events = eventsOf(`r${round}`, [`session-${round}`, 'session-stays', `session-${round}`]);
    await store.accept({ ...batch, receivedAtMs: round < 10 ? 1000 : 2000, events });
  }
  while ((await store.prune('demo', 2000)) > 0);
  for (let round = 10; round < 30; round += 1) await store.erase('demo', [`of-session-${round}`]);
  checkpoint(path);
  expect(rowsIn(path, "SELECT DISTINCT session_id FROM run_rows WHERE site < '~'")).toEqual([
    { session_id: 'session-stays' },
  ]);
  expect(bytesOf(path)).not.toMatch(/session-\d/);
  expect(await listOf((await store.subject('demo', 'session-stays')).events)).toHaveLength(20);
});
