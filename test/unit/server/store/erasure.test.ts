import { DatabaseSync } from 'node:sqlite';
import { openSqliteEventStore, type SubjectRecords } from '@aisle/server';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bytesOf, checkpoint, rowsIn } from '../file-bytes.js';
import { createDice, listOf } from '../many-subjects.js';
import { letterOf, openStore } from './open-store.js';
import { sampleEvent } from '../sample-event.js';

const DAY_MS = 86_400_000;
const batch = { site: 'demo', sentAtMs: 1000, receivedAtMs: 2000 };

const listed = async ({ events, deadLetters, withdrawnAtMs }: SubjectRecords) => ({
  withdrawnAtMs,
  events: await listOf(events),
  deadLetters: await listOf(deadLetters),
});

const sessionOf = (id: string, sessionId: string, visitorId?: string) => {
  const { visitorId: _none, ...event } = sampleEvent(id, { sessionId });
  return { ...event, ...(visitorId !== undefined && { visitorId }) };
};

describe('erase', () => {
  it('B37: deletes events and dead letters of a visitor, also those of its sessions that do not name it', async () => {
    const { store } = openStore();
    await store.accept({
      ...batch,
      events: [
        sessionOf('a', 'session-1', 'visitor-1'),
        sessionOf('b', 'session-1'),
        sessionOf('c', 'session-2', 'visitor-1'),
        sessionOf('d', 'session-3', 'visitor-2'),
      ],
    });
    await store.deadLetter([
      letterOf(),
      letterOf({ sessionId: 'session-4', visitorId: 'visitor-1' }),
      letterOf({ sessionId: 'session-3' }),
    ]);
    expect(await store.erase('demo', ['visitor-1'])).toBe(3);
    expect(await store.counts()).toEqual({ events: 1, deadLetters: 1 });
    expect((await listed(await store.subject('demo', 'session-3'))).events).toHaveLength(1);
  });

  it('B37: deletes by a session alone, and leaves what the visitor did in others', async () => {
    const { store } = openStore();
    await store.accept({
      ...batch,
      events: [sessionOf('a', 'session-1', 'visitor-1'), sessionOf('b', 'session-2', 'visitor-1')],
    });
    expect(await store.erase('demo', ['session-1'])).toBe(1);
    expect(await store.accept({ ...batch, events: [sessionOf('c', 'session-2', 'visitor-1')] })).toEqual(['accepted']);
  });

  it('B37: is idempotent and answers what it found', async () => {
    const { store } = openStore();
    await store.accept({ ...batch, events: [sampleEvent('a'), sampleEvent('b')] });
    expect(await store.erase('demo', ['visitor-1', 'session-1'])).toBe(2);
    expect(await store.erase('demo', ['visitor-1', 'session-1'])).toBe(0);
    expect(await store.erase('demo', ['nobody-knows'])).toBe(0);
  });

  it("leaves the same ids of another site's shoppers alone", async () => {
    const { store } = openStore();
    await store.accept({ ...batch, site: 'other', events: [sampleEvent('a')] });
    await store.erase('demo', ['visitor-1', 'session-1']);
    expect((await store.counts('other')).events).toBe(1);
    expect(await store.accept({ ...batch, site: 'other', events: [sampleEvent('b')] })).toEqual(['accepted']);
  });

  it('is still in force after the store was opened anew', async () => {
    const { store, path } = openStore();
    await store.erase('demo', ['visitor-1']);
    await store.close();
    const again = openSqliteEventStore(path);
    onTestFinished(() => again.close());
    expect(await again.accept({ ...batch, events: [sampleEvent('a')] })).toEqual(['withdrawn']);
  });
});

describe('late events', () => {
  it('B34: are dropped and counted, and leave nothing else', async () => {
    const { store, path } = openStore();
    await store.erase('demo', ['visitor-1']);
    const events = [sampleEvent('a'), sampleEvent('b', { visitorId: 'visitor-2', sessionId: 'session-2' })];
    expect(await store.accept({ ...batch, events })).toEqual(['withdrawn', 'accepted']);
    const letters = [letterOf({ visitorId: 'visitor-1' }), letterOf({ sessionId: 'session-2' })];
    expect(await store.deadLetter(letters)).toEqual(['withdrawn', 'kept']);
    expect(await store.counts()).toEqual({ events: 1, deadLetters: 1 });
    expect(rowsIn(path, 'SELECT site, reason, SUM(count) AS count FROM drops GROUP BY site, reason')).toEqual([
      { site: 'demo', reason: 'consent/withdrawn', count: 2 },
    ]);
    checkpoint(path);
    expect(bytesOf(path)).not.toMatch(/visitor-1|session-1/);
  });

  it('B34: take with them what an unknown session of the visitor brought before, without naming it', async () => {
    const { store } = openStore();
    await store.accept({ ...batch, events: [sessionOf('a', 'session-9')] });
    await store.erase('demo', ['visitor-1']);
    const late = [sessionOf('b', 'session-9'), sessionOf('c', 'session-9', 'visitor-1')];
    expect(await store.accept({ ...batch, events: late })).toEqual(['withdrawn', 'withdrawn']);
    expect(await store.accept({ ...batch, events: [sessionOf('d', 'session-9')] })).toEqual(['withdrawn']);
    expect((await store.counts()).events).toBe(0);
  });

  it('B34: never stay when they come at the same time as the erasure, in whatever order, many times', async () => {
    const { store } = openStore();
    const dice = createDice(7);
    for (let round = 0; round < 60; round += 1) {
      const [visitorId, sessionId] = [`visitor-${round}`, `session-${round}`];
      const work = Array.from({ length: 8 }, (_, place) => () => {
        const events = [sampleEvent(`e-${round}-${place}`, { visitorId, sessionId })];
        return store.accept({ ...batch, events });
      });
      const all = [...work, () => store.erase('demo', [dice() < 0.5 ? visitorId : sessionId])];
      const order = all.map((run) => ({ run, place: dice() })).toSorted((a, b) => a.place - b.place);
      await Promise.all(order.map(({ run }) => run()));
    }
    expect(await store.counts()).toEqual({ events: 0, deadLetters: 0 });
  });

  it('are let in again 120 days after the erasure, and not before', async () => {
    const { store, path } = openStore();
    await store.erase('demo', ['visitor-1']);
    const age = (days: number): void => {
      const database = new DatabaseSync(path);
      database.prepare('UPDATE suppressed SET at_ms = ?').run(Date.now() - days * DAY_MS);
      database.close();
    };
    age(119);
    while ((await store.prune('demo', 0)) > 0);
    expect(await store.accept({ ...batch, events: [sampleEvent('a')] })).toEqual(['withdrawn']);
    age(121);
    while ((await store.prune('demo', 0)) > 0);
    expect(rowsIn(path, 'SELECT COUNT(*) AS count FROM suppressed')).toEqual([{ count: 0 }]);
    expect(await store.accept({ ...batch, events: [sampleEvent('b')] })).toEqual(['accepted']);
  });
});

describe('subject', () => {
  it('answers every event and dead letter, over many pages, with what was noted beside them', async () => {
    const { store } = openStore();
    const events = Array.from({ length: 130 }, (_, number) =>
      sampleEvent(`event-${number}`, { sessionId: `session-${number % 2}`, seq: number }),
    );
    await store.accept({ ...batch, gpc: true, events });
    await store.deadLetter([letterOf({ visitorId: 'visitor-1' }), letterOf({ sessionId: 'session-0', field: 'seq' })]);
    const held = await listed(await store.subject('demo', 'visitor-1'));
    expect(held.events.map(({ event }) => event.id).toSorted()).toEqual(events.map(({ id }) => id).toSorted());
    expect(held.events[0]).toEqual({ receivedAtMs: 2000, sentAtMs: 1000, gpc: true, event: events[0] });
    expect(held.deadLetters).toEqual([
      letterOf({ visitorId: 'visitor-1' }),
      letterOf({ sessionId: 'session-0', field: 'seq' }),
    ]);
    expect(held.withdrawnAtMs).toBeNull();
  });

  it('answers after an erasure only that and when it was', async () => {
    const { store } = openStore();
    await store.accept({ ...batch, events: [sampleEvent('a')] });
    const beforeMs = Date.now();
    await store.erase('demo', ['visitor-1']);
    const { withdrawnAtMs, ...rest } = await listed(await store.subject('demo', 'visitor-1'));
    expect(rest).toEqual({ events: [], deadLetters: [] });
    expect(withdrawnAtMs).toBeGreaterThanOrEqual(beforeMs);
  });

  it('leaves out what is erased while it is read', async () => {
    const { store } = openStore();
    const events = Array.from({ length: 200 }, (_, number) => sampleEvent(`event-${number}`));
    await store.accept({ ...batch, events });
    const { events: read } = await store.subject('demo', 'visitor-1');
    let count = 0;
    for await (const { event } of read) {
      count += 1;
      expect(event.visitorId).toBe('visitor-1');
      if (count === 10) await store.erase('demo', ['visitor-1']);
    }
    expect(count).toBeLessThanOrEqual(50);
  });
});

describe('prune', () => {
  const countOf = (path: string, table: string) => Number(rowsIn(path, `SELECT COUNT(*) AS n FROM ${table}`)[0]?.['n']);

  it('deletes what was received before, of one site, a few rows at a time', async () => {
    const { store, path } = openStore();
    const events = (name: string) => Array.from({ length: 500 }, (_, number) => sampleEvent(`${name}-${number}`));
    await store.accept({ ...batch, receivedAtMs: 1000, events: events('old'), drops: { log_full: 1 } });
    await store.accept({ ...batch, receivedAtMs: 5000, events: events('new'), drops: { log_full: 2 } });
    await store.accept({ ...batch, site: 'other', receivedAtMs: 1000, events: events('old') });
    await store.deadLetter([letterOf({ receivedAtMs: 1000 }), letterOf({ receivedAtMs: 5000 })]);
    let steps = 0;
    for (let pruned = 1; pruned > 0; steps += 1) {
      pruned = await store.prune('demo', 5000);
      expect(pruned).toBeLessThan(1000);
    }
    expect(steps).toBeGreaterThan(2);
    expect(await store.counts('demo')).toEqual({ events: 500, deadLetters: 1 });
    expect((await store.counts('other')).events).toBe(500);
    expect(rowsIn(path, 'SELECT count FROM drops')).toEqual([{ count: 2 }]);
  });

  it('gives the space back at the front of the file, and numbers no row twice', async () => {
    const { store, path } = openStore();
    const accept = (name: string, receivedAtMs: number) =>
      store.accept({
        ...batch,
        receivedAtMs,
        events: Array.from({ length: 1000 }, (_, number) => sampleEvent(`${name}-${number}`)),
      });
    await accept('a', 1000);
    await accept('b', 2000);
    while ((await store.prune('demo', 3000)) > 0);
    expect(await store.counts()).toEqual({ events: 0, deadLetters: 0 });
    expect(countOf(path, 'event_rows')).toBe(500);
    await accept('c', 4000);
    expect(rowsIn(path, "SELECT MIN(rowid) AS first FROM event_rows WHERE site = 'demo'")).toEqual([{ first: 2001 }]);
  });
});
