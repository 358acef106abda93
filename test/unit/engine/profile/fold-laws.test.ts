import { emptyProfile, reduceProfile, type Profile } from '@aisle/engine';
import type { AisleEvent } from '@aisle/schema';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dayMs, eventOf, noonMs } from '../build-events.js';

const item = fc.record(
  {
    item_id: fc.constantFrom('a', 'b', 'c', 'd'),
    item_brand: fc.constantFrom('Nord', 'Sole', '__proto__'),
    item_category: fc.constantFrom('Clothes', 'Shoes', 'constructor'),
    item_category2: fc.constantFrom('Shirts', 'Boots'),
    price: fc.double({ min: 0, max: 1e6, noNaN: true }),
    quantity: fc.integer({ min: 0, max: 9 }),
  },
  { requiredKeys: ['item_id'] },
);

const event: fc.Arbitrary<AisleEvent> = fc
  .record({
    name: fc.oneof(
      fc.constantFrom('page_view', 'view_item', 'add_to_wishlist', 'add_to_cart', 'remove_from_cart', 'view_cart'),
      fc.constantFrom('begin_checkout', 'purchase', 'refund', 'x_exposure', 'constructor', 'toString'),
    ),
    atMs: fc.integer({ min: noonMs - 90 * dayMs, max: noonMs + 90 * dayMs }),
    sessionId: fc.constantFrom('session-1', 'session-2', 'session-3'),
    params: fc.record(
      {
        items: fc.array(item, { maxLength: 4 }),
        value: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        transaction_id: fc.constantFrom('T1', 'T2', 'T3'),
      },
      { requiredKeys: [] },
    ),
  })
  .map(eventOf);

const fold = (events: readonly AisleEvent[], from: Profile = emptyProfile) => events.reduce(reduceProfile, from);
const stored = (profile: Profile): Profile => JSON.parse(JSON.stringify(profile));

it('gives the same profile over the whole as over any split of it, with the disk in between', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), fc.nat(40), (events, at) => {
      const split = fold(events.slice(at), stored(fold(events.slice(0, at))));
      expect(split).toEqual(fold(events));
    }),
    { numRuns: 300 },
  );
});

it('keeps its own promises in whatever order events arrive', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), (events) => {
      const { recents, cart, counts, firstAtMs, lastAtMs, visits } = fold(events);
      const times = events.map(({ atMs }) => atMs);
      const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
      expect(recents.map(({ atMs }) => atMs)).toEqual(recents.map(({ atMs }) => atMs).toSorted((a, b) => b - a));
      expect(cart.lines.every(({ quantity }) => quantity > 0)).toBe(true);
      expect(visits).toBe(new Set(times.map((atMs) => Math.floor(atMs / dayMs))).size);
      expect(total).toBe(events.length);
      if (events.length > 0) expect([firstAtMs, lastAtMs]).toEqual([Math.min(...times), Math.max(...times)]);
    }),
    { numRuns: 300 },
  );
});

it('counts events, visits and days alike in any order', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 30 }), (events) => {
      const there = fold(events);
      const back = fold(events.toReversed());
      expect(back.counts).toEqual(there.counts);
      expect(back.visits).toBe(there.visits);
      expect(back.recents.map(({ itemId, views }) => `${itemId} ${views}`).toSorted()).toEqual(
        there.recents.map(({ itemId, views }) => `${itemId} ${views}`).toSorted(),
      );
    }),
    { numRuns: 300 },
  );
});
