import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { EventLog } from '../../../../packages/browser/src/log/event-log.js';
import { type Admitted, type Proven, emptyHead } from '../../../../packages/browser/src/log/head.js';
import { createJournal } from '../../../../packages/browser/src/log/journal.js';
import { createMemoryEventLog } from '../../../../packages/browser/src/log/memory-event-log.js';
import { createNewId } from '../../../helpers/new-ids.js';

const record: Proven = {
  id: 'record-01',
  atMs: 1_000,
  before: null,
  after: {
    necessary: 'granted',
    personalization: 'granted',
    measurement: 'granted',
    marketing: 'denied',
    sharing: 'denied',
  },
  region: 'opt-in',
  gpc: false,
};

const draft = (id: string): Admitted => ({
  id,
  name: 'view_item',
  params: {},
  atMs: 1_000,
  offsetMs: 0,
  traffic: undefined,
  granted: ['personalization', 'measurement'],
  late: false,
});

/** A journal whose store opens when the test says so: its code comes later than the first events. */
const openLate = (stored = emptyHead, isHidden = false, takesMs = 0, lasts = false) => {
  const memory = createMemoryEventLog(stored);
  const store: EventLog = {
    ...memory,
    isLasting: () => lasts,
    async append(...asked) {
      if (takesMs > 0) await new Promise((resolve) => setTimeout(resolve, takesMs));
      return memory.append(...asked);
    },
  };
  const writes: number[] = [];
  let open: (log: EventLog) => void = () => {};
  const opening = new Promise<EventLog>((resolve) => (open = resolve));
  const journal = createJournal({
    openLog: () => opening,
    start: emptyHead,
    recovered: [],
    isTaken: () => false,
    record: () => record,
    newId: createNewId(),
    accumulators: () => [],
    isHidden: () => isHidden,
    onGivenUp: () => {},
    onWritten: (_head, { log }) => void (log.length > 0 && writes.push(log.length)),
  });
  return { journal, store, writes, open: () => open(store) };
};

it('does not make up a visitor before the store has said whether there is one', async () => {
  const { journal, open } = openLate({ ...emptyHead, visitorId: 'known-before' });
  journal.admit(draft('event-01'));
  expect(journal.head().visitorId).toBe('');
  open();
  await journal.flush();
  expect(journal.head().visitorId).toBe('known-before');
});

it('gives a visitor nobody knows an id that memory and store agree on', async () => {
  const { journal, store, open } = openLate();
  journal.admit(draft('event-01'));
  open();
  await journal.flush();
  const { head } = await store.stored();
  expect(head.visitorId).toMatch(/^id-\d{6}$/);
  expect(journal.head().visitorId).toBe(head.visitorId);
});

it('closes a flush that went elsewhere: what comes after it has an id of its own', () => {
  const { journal } = openLate();
  journal.admit(draft('event-01'));
  const spilled = journal.unwritten().map(({ id, drafts }) => [id, drafts.length]);
  journal.admit(draft('event-02'));
  const now = journal.unwritten().map(({ id, drafts }) => [id, drafts.length]);
  expect(now[0]).toEqual(spilled[0]);
  expect(now).toHaveLength(2);
});

it('says after which record of consent it was what a page leaves whose first write has not ended', async () => {
  const { journal, open } = openLate({ ...emptyHead, record }, false, 10, true);
  journal.admit(draft('event-01'));
  expect(journal.unwritten().map(({ stored }) => stored)).toEqual([undefined]);
  open();
  await vi.advanceTimersByTimeAsync(5);
  expect(journal.unwritten().map(({ stored }) => stored)).toEqual(['record-01']);
});

it('writes what is admitted while a write ends', async () => {
  const { journal, store, open } = openLate();
  journal.admit(draft('event-01'));
  open();
  await journal.flush().then(() => journal.admit(draft('event-02')));
  await journal.flush();
  const { outbox } = await store.stored();
  expect(outbox.map(({ id }) => id)).toEqual(['event-01', 'event-02']);
});

// A clock of our own: on a slow machine five milliseconds may last longer than writes are gathered.
beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());
const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const admitOneByOne = async ({ admit }: { admit(one: Admitted): void }) => {
  for (const id of ['event-01', 'event-02', 'event-03', 'event-04']) {
    admit(draft(id));
    await wait(5);
  }
};

it('writes the first event at once, and those that come one by one together', async () => {
  const { journal, writes, open } = openLate();
  open();
  await admitOneByOne(journal);
  expect(writes).toEqual([1]);
  await journal.flush();
  expect(writes).toEqual([1, 3]);
});

it('goes on writing them together when each write takes longer than the next event needs to come', async () => {
  const { journal, writes, open } = openLate(emptyHead, false, 15);
  open();
  for (let at = 0; at < 100; at += 1) {
    journal.admit(draft(`event-${at}`));
    await wait(10);
  }
  const ending = journal.flush();
  await wait(50);
  await ending;
  expect(writes.reduce((sum, many) => sum + many, 0)).toBe(100);
  expect(writes.length).toBeLessThanOrEqual(11);
});

it('ends a flush when what was there before it is written, though more comes all the time', async () => {
  const { journal, writes, open } = openLate(emptyHead, false, 15);
  open();
  journal.admit(draft('event-01'));
  await wait(5);
  journal.admit(draft('event-02'));
  let isOver = false;
  void journal.flush().then(() => (isOver = true));
  for (let at = 3; at < 10; at += 1) {
    await wait(10);
    journal.admit(draft(`event-0${at}`));
  }
  expect([isOver, writes.slice(0, 2)]).toEqual([true, [1, 1]]);
});

it('writes one by one where nobody looks: the page may die at any moment', async () => {
  const { journal, writes, open } = openLate(emptyHead, true);
  open();
  await admitOneByOne(journal);
  expect(writes).toEqual([1, 1, 1, 1]);
});

it('does not let a purchase wait for others', async () => {
  const { journal, writes, open } = openLate();
  open();
  await admitOneByOne(journal);
  journal.admit({ ...draft('event-05'), name: 'purchase' });
  await wait(5);
  expect(writes).toEqual([1, 4]);
});
