import type { DeadLetter, EventBatch, EventStore } from '@aisle/server';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listOf } from '../unit/server/many-subjects.js';
import { sampleEvent } from '../unit/server/sample-event.js';

/** What the suite needs of an implementation. */
export interface EventStoreUnderTest {
  /** Opens the store of the same storage; the first call finds it empty. */
  open(): EventStore | Promise<EventStore>;
  /** The kept drops by reason, read as a report would. */
  drops(): Promise<Readonly<Record<string, number>>>;
}

const batchOf = (ids: readonly string[], overrides: Partial<EventBatch> = {}): EventBatch => ({
  site: 'demo',
  sentAtMs: 1000,
  receivedAtMs: 2000,
  events: ids.map((id) => sampleEvent(id)),
  ...overrides,
});

const letter: DeadLetter = {
  site: 'demo',
  receivedAtMs: 2000,
  code: 'event/invalid',
  field: 'seq',
  reason: 'must be integer',
  id: 'event-1',
  body: '{"id":"event-1","seq":"5"}',
};

/** Runs the promises of the `EventStore` port against one implementation. */
export const describeEventStore = (name: string, prepare: () => EventStoreUnderTest): void => {
  const openOne = async () => {
    const { open, drops } = prepare();
    const store = await open();
    onTestFinished(() => store.close());
    return { store, open, drops };
  };

  describe(`the event store ${name}`, () => {
    it('accepts each event of a batch, in its order', async () => {
      const { store } = await openOne();
      expect(await store.accept(batchOf(['a', 'b', 'c']))).toEqual(['accepted', 'accepted', 'accepted']);
      expect(await store.counts()).toEqual({ events: 3, deadLetters: 0 });
    });

    it('keeps an id once when it comes in two batches', async () => {
      const { store } = await openOne();
      await store.accept(batchOf(['a', 'b']));
      expect(await store.accept(batchOf(['b', 'c']))).toEqual(['duplicate', 'accepted']);
      expect((await store.counts()).events).toBe(3);
    });

    it('keeps an id once when it comes twice in one batch', async () => {
      const { store } = await openOne();
      expect(await store.accept(batchOf(['a', 'a']))).toEqual(['accepted', 'duplicate']);
      expect((await store.counts()).events).toBe(1);
    });

    it('keeps an id once when the same batch is offered many times at once', async () => {
      const { store } = await openOne();
      const answers = await Promise.all(Array.from({ length: 20 }, () => store.accept(batchOf(['a', 'b']))));
      const accepted = answers.flat().filter((status) => status === 'accepted');
      expect(accepted).toHaveLength(2);
      expect((await store.counts()).events).toBe(2);
    });

    it('keeps the same id of two sites apart', async () => {
      const { store } = await openOne();
      await store.accept(batchOf(['a']));
      expect(await store.accept(batchOf(['a'], { site: 'other' }))).toEqual(['accepted']);
      expect((await store.counts('other')).events).toBe(1);
      expect((await store.counts()).events).toBe(2);
    });

    it('accepts a batch without events', async () => {
      const { store } = await openOne();
      expect(await store.accept(batchOf([]))).toEqual([]);
    });

    it('accepts more events at once than one transaction takes', async () => {
      const { store } = await openOne();
      const batches = Array.from({ length: 7 }, (_, batch) =>
        batchOf(Array.from({ length: 700 }, (_unused, event) => `e-${batch}-${event}`)),
      );
      await Promise.all(batches.map((batch) => store.accept(batch)));
      expect((await store.counts()).events).toBe(4900);
    });

    it('keeps dead letters apart from events', async () => {
      const { store } = await openOne();
      await store.deadLetter([letter, letter]);
      expect(await store.counts('demo')).toEqual({ events: 0, deadLetters: 2 });
    });

    it('counts the drops of a batch and not those of its retry', async () => {
      const { store, drops } = await openOne();
      await store.accept(batchOf(['a'], { drops: { consent_denied: 2, log_full: 1 } }));
      await store.accept(batchOf(['a'], { drops: { consent_denied: 2, log_full: 1 } }));
      expect(await drops()).toEqual({ consent_denied: 2, log_full: 1 });
    });

    it('counts the drops of a batch that has no event to send', async () => {
      const { store, drops } = await openOne();
      await store.accept(batchOf([], { drops: { consent_denied: 2 } }));
      expect(await drops()).toEqual({ consent_denied: 2 });
    });

    it('B37: erases an id, tells how much, and refuses what comes of it later', async () => {
      const { store } = await openOne();
      const events = [
        sampleEvent('a', { sessionId: 'session-1' }),
        sampleEvent('b', { sessionId: 'session-2', visitorId: 'visitor-2' }),
      ];
      await store.accept({ ...batchOf([]), events });
      expect(await store.erase('demo', ['visitor-1'])).toBe(1);
      expect(await store.erase('demo', ['visitor-1'])).toBe(0);
      expect(await store.accept(batchOf(['c']))).toEqual(['withdrawn']);
      expect(await store.deadLetter([{ ...letter, visitorId: 'visitor-1' }])).toEqual(['withdrawn']);
      expect(await store.counts()).toEqual({ events: 1, deadLetters: 0 });
    });

    it('B37: erases what was handed in a moment before, and refuses what is handed in a moment after', async () => {
      const { store } = await openOne();
      const [before, , after] = await Promise.all([
        store.accept(batchOf(['a'])),
        store.erase('demo', ['visitor-1']),
        store.accept(batchOf(['b'])),
      ]);
      expect([before, after]).toEqual([['accepted'], ['withdrawn']]);
      expect((await store.counts()).events).toBe(0);
    });

    it('B36: reads all that is held of an id, and that it was erased', async () => {
      const { store } = await openOne();
      await store.accept(batchOf(['a', 'b'], { gpc: true }));
      const { events, withdrawnAtMs } = await store.subject('demo', 'visitor-1');
      const found = await listOf(events);
      expect(found.map(({ event, gpc }) => [event.id, gpc])).toEqual([
        [sampleEvent('a').id, true],
        [sampleEvent('b').id, true],
      ]);
      expect(withdrawnAtMs).toBeNull();
      await store.erase('demo', ['visitor-1']);
      const erased = await store.subject('demo', 'visitor-1');
      expect(await listOf(erased.events)).toEqual([]);
      expect(erased.withdrawnAtMs).toBeGreaterThan(0);
    });

    it('B25: prunes what was received before, a few at a time, until nothing is left of it', async () => {
      const { store } = await openOne();
      await store.accept(batchOf(['a', 'b'], { receivedAtMs: 1_000 }));
      await store.deadLetter([{ ...letter, receivedAtMs: 1_000 }]);
      await store.accept(batchOf(['c'], { receivedAtMs: 3_000 }));
      let pruned = 0;
      for (let some = 1; some > 0; pruned += some) some = await store.prune('demo', 2_000);
      expect(pruned).toBe(3);
      expect(await store.counts()).toEqual({ events: 1, deadLetters: 0 });
    });

    it('commits what was handed in before it closes', async () => {
      const { store, open } = await openOne();
      const accepted = store.accept(batchOf(['a', 'b']));
      await store.close();
      expect(await accepted).toEqual(['accepted', 'accepted']);
      const again = await open();
      onTestFinished(() => again.close());
      expect((await again.counts()).events).toBe(2);
    });

    it('rejects what comes after it closed', async () => {
      const { store } = await openOne();
      await store.close();
      await expect(store.accept(batchOf(['a']))).rejects.toThrow();
      await expect(store.probe()).rejects.toThrow();
    });

    it('closes twice without complaint', async () => {
      const { store } = await openOne();
      await store.close();
      await expect(store.close()).resolves.toBeUndefined();
    });

    it('says that it can be written', async () => {
      const { store } = await openOne();
      await expect(store.probe()).resolves.toBeUndefined();
    });
  });
};
