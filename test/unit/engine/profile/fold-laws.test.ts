import { createEngine, emptyProfile, factsOf, reduceProfile, type Profile } from '@aisle/engine';
import type { AisleEvent } from '@aisle/schema';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { contextOf, dayMs, eventOf, noonMs } from '../build-events.js';
import { randomPast } from '../random-shopper.js';

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

const fold = (events: readonly AisleEvent[], from: Profile = emptyProfile) =>
  events.reduce((profile, one) => reduceProfile(profile, one), from);
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

const kinds = ['count', 'sum', 'average', 'max', 'distinct', 'first', 'last', 'daysSince'] as const;
const windows = [undefined, 'session', { hours: 30 }] as const;

// Whatever a playbook can ask of the past.
const engine = createEngine({
  v: 1,
  version: '1',
  aggregates: kinds.flatMap((fn) =>
    windows.map((within, at) => ({
      id: `${fn.toLowerCase()}-${at}`,
      fn,
      event: ['view_item', 'purchase', 'add_to_cart'],
      per: 'item' as const,
      field: 'price',
      ...(within && { within }),
    })),
  ),
  sequences: [
    {
      id: 's',
      steps: [{ event: 'view_item' }, { event: 'add_to_cart' }],
      without: [{ event: 'purchase' }],
      within: { days: 2 },
    },
  ],
  scores: [{ id: 'p', title: 'P', rules: [{ event: 'view_item', points: 3 }], halfLifeDays: 2, cap: 5 }],
  segments: [
    {
      id: 'asks',
      title: 'Asks',
      when: { 'session.entry': '/a', 'session.scrollPercent': 1, 'campaign.source': 'news' },
    },
  ],
  caps: { session: 2, day: 3, ever: 9 },
  slots: [{ id: 'slot0', candidates: [{ id: 'k0', coolDownHours: 3, caps: { session: 1 } }] }],
});
const foldAll = (events: readonly AisleEvent[], from: Profile = emptyProfile) =>
  events.reduce((profile, one) => engine.reduce(profile, one), from);

it('gives the same answers over the whole as over a base and the rest, the past that a playbook asks for included', () => {
  fc.assert(
    fc.property(fc.array(randomPast, { maxLength: 4 }), fc.nat(40), fc.nat(40), (pasts, ...cuts) => {
      const events = pasts.flat();
      const [first, second] = cuts.toSorted((a, b) => a - b) as [number, number];
      const base = stored(foldAll(events.slice(0, first)));
      const split = foldAll(events.slice(second), stored(foldAll(events.slice(first, second), base)));
      const whole = foldAll(events);
      expect(split).toEqual(whole);
      const factsAt = (profile: Profile) => {
        const { history, scores, session, campaign } = factsOf(
          profile,
          contextOf({ nowMs: noonMs + 2 * dayMs }),
          engine.playbook,
        );
        return { history, scores, session, campaign };
      };
      expect(factsAt(split)).toEqual(factsAt(whole));
    }),
    { numRuns: 300, seed: 2026 },
  );
}, 30_000);

it('leaves the profile it was given as it was', () => {
  fc.assert(
    fc.property(randomPast, randomPast, (before, after) => {
      const profile = foldAll(before);
      const kept = stored(profile);
      foldAll(after, profile);
      expect(stored(profile)).toEqual(kept);
    }),
    { numRuns: 100, seed: 2026 },
  );
}, 30_000);

it('leaves what a new playbook asks unanswered until its past was read, rather than wrong', () => {
  const known = [eventOf({ name: 'view_item' })].reduce((profile, one) => reduceProfile(profile, one), emptyProfile);
  const profile = engine.reduce(known, eventOf({ name: 'view_item', params: { items: [{ item_id: 'a', price: 1 }] } }));
  const { history } = factsOf(profile, contextOf(), engine.playbook);
  expect(history['count-0']).toBeUndefined();
});
