import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { openStoreWith } from '../../../../packages/server/src/store/sqlite-event-store.js';
import { startWriterThread } from '../../../../packages/server/src/store/writer-thread.js';
import { describeEventStore } from '../../../contract/event-store.js';
import { rowsIn } from '../file-bytes.js';
import { sampleEvent } from '../sample-event.js';
import { temporaryFolder } from '../temporary-folder.js';

const program = new URL('./writer-program-from-source.mjs', import.meta.url);
const openThreaded = (path: string) => openStoreWith(path, () => startWriterThread(path, program));

const openAt = (path: string) => {
  const store = openThreaded(path);
  onTestFinished(() => store.close());
  return store;
};

describeEventStore('of SQLite on a thread of its own', () => {
  const path = join(temporaryFolder(), 'events.sqlite');
  return {
    open: () => openThreaded(path),
    drops: async () =>
      Object.fromEntries(
        rowsIn(path, 'SELECT reason, SUM(count) AS count FROM drops GROUP BY reason').map(({ reason, count }) => [
          String(reason),
          Number(count),
        ]),
      ),
  };
});

const batch = { site: 'demo', sentAtMs: 1000, receivedAtMs: 2000 };

it('goes on with other work while another process holds the file, says so of each batch, and keeps them when it is free', async () => {
  const path = join(temporaryFolder(), 'events.sqlite');
  const store = openAt(path);
  await store.probe();
  const holder = new DatabaseSync(path);
  holder.exec('BEGIN IMMEDIATE');
  let turns = 0;
  const counting = setInterval(() => void (turns += 1), 100);
  const accept = (id: string) => store.accept({ ...batch, events: [sampleEvent(id)] });
  const answers = await Promise.allSettled(['a', 'b', 'c'].map(accept));
  clearInterval(counting);
  expect(answers.map((answer) => (answer.status === 'rejected' ? String(answer.reason) : 'kept'))).toEqual(
    ['a', 'b', 'c'].map(() => 'Error: database is locked'),
  );
  // Five seconds, in which a thread that waits itself does nothing else.
  expect(turns).toBeGreaterThan(10);
  holder.exec('ROLLBACK');
  holder.close();
  expect(await accept('a')).toEqual(['accepted']);
}, 30_000);

it('rejects what waits and what comes later when its thread cannot work', async () => {
  const path = join(temporaryFolder(), 'events.sqlite');
  const broken = new URL('data:text/javascript,throw new Error("no program")');
  const store = openStoreWith(path, () => startWriterThread(path, broken));
  const accept = () => store.accept({ ...batch, events: [sampleEvent('a')] });
  await expect(accept()).rejects.toThrow('the thread that writes has ended');
  await expect(accept()).rejects.toThrow('the thread that writes has ended');
  await expect(store.probe()).rejects.toThrow('the thread that writes has ended');
  await expect(store.close()).resolves.toBeUndefined();
});

it('rejects a batch that cannot be handed over, and takes the next', async () => {
  const store = openAt(join(temporaryFolder(), 'events.sqlite'));
  const broken = { ...sampleEvent('b'), sessionId: Symbol('no message takes this') as unknown as string };
  await expect(store.accept({ ...batch, events: [broken] })).rejects.toThrow('could not be cloned');
  expect(await store.accept({ ...batch, events: [sampleEvent('a')] })).toEqual(['accepted']);
});
