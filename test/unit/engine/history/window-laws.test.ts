import { createEngine, emptyProfile, factsOf } from '@aisle/engine';
import type { Aggregate } from '@aisle/schema';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { contextOf, dayMs, eventOf, hourMs, noonMs } from '../build-events.js';

interface Past {
  readonly name: string;
  readonly atMs: number;
  readonly sessionId: string;
  readonly params: Readonly<Record<string, unknown>>;
}

const kinds = ['count', 'sum', 'average', 'max', 'distinct', 'first', 'last', 'daysSince'] as const;
const windows = [undefined, 'session', { hours: 36 }, { minutes: 90 }] as const;
const patterns = [
  { event: 'a', field: 'value' },
  { event: ['a', 'b'], field: 'value' },
  { event: 'a', field: 'value', where: { value: { $gte: 3 } } },
  { event: 'b', field: 'deep.value', per: 'item' },
] as const;

const aggregates: readonly Aggregate[] = kinds.flatMap((fn) =>
  windows.flatMap((within, window) =>
    patterns.map(
      (pattern, place) =>
        ({ ...pattern, id: `${fn.toLowerCase()}-${window}-${place}`, fn, ...(within && { within }) }) as Aggregate,
    ),
  ),
);

const engineOf = (asked: readonly Aggregate[]) => createEngine({ v: 1, version: '1', aggregates: [...asked] });
const engine = engineOf(aggregates);

const historyOf = (past: readonly Past[], nowMs: number, by = engine): Readonly<Record<string, unknown>> => {
  const profile = past
    .map((one) => eventOf({ ...one, params: one.params as never }))
    .reduce((so, event) => by.reduce(so, event), emptyProfile);
  return factsOf(profile, contextOf({ nowMs }), by.playbook).history;
};

/** Reads an aggregate off the whole list of events, as slowly as its definition says. */
const bruteForce = (
  past: readonly Past[],
  { fn, event, field = '', where, per, within }: Aggregate,
  nowMs: number,
): unknown => {
  const windowMs =
    typeof within === 'object'
      ? Number(Object.values(within)[0]) * ('hours' in within ? hourMs : hourMs / 60)
      : Infinity;
  const sessionId = past.at(-1)?.sessionId;
  const read = (subject: unknown) =>
    field
      .split('.')
      .reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], subject);
  const found = past
    .filter(({ name, atMs }) => [event].flat().includes(name) && atMs > nowMs - windowMs)
    .filter((one) => within !== 'session' || one.sessionId === sessionId)
    .toSorted((a, b) => a.atMs - b.atMs)
    .flatMap(({ atMs, params }) =>
      (per === 'item' ? (params['items'] as readonly unknown[]) : [params]).map((subject) => ({
        atMs,
        value: read(subject),
      })),
    )
    .filter(({ value }) => !where || Number(value) >= 3);
  const values = found
    .map(({ value }) => value)
    .filter((value) => value !== undefined && value !== null && typeof value !== 'object');
  const numbers = values.filter((value) => typeof value === 'number');
  const sum = numbers.reduce((total, number) => total + number, 0);
  const last = found.at(-1);
  switch (fn) {
    case 'count':
      return found.length;
    case 'sum':
      return sum;
    case 'average':
      return numbers.length > 0 ? sum / numbers.length : undefined;
    case 'max':
      return numbers.length > 0 ? Math.max(...numbers) : undefined;
    case 'distinct':
      return new Set(values).size;
    case 'first':
      return values[0];
    case 'last':
      return values.at(-1);
    case 'daysSince':
      return last && (nowMs - last.atMs) / dayMs;
  }
};

const value = fc.oneof(fc.integer({ min: -9, max: 9 }), fc.constantFrom('x', 'y', true, null, {}, [1]));
const optional = { requiredKeys: [] };
const item = fc.record({ deep: fc.record({ value }, optional) }, optional);
const params = fc.record({ value, items: fc.array(item, { maxLength: 3 }) }, { requiredKeys: ['items'] });
const gap = fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 20 * hourMs }));

// A few events at a time, then a pause that may begin a new session.
const past: fc.Arbitrary<readonly Past[]> = fc
  .array(fc.record({ name: fc.constantFrom('a', 'b', 'c'), gap, isNewSession: fc.boolean(), params }), {
    maxLength: 40,
  })
  .map((drawn) => {
    let [atMs, session] = [noonMs, 1];
    return drawn.map(({ name, gap: gapMs, isNewSession, params: carried }) => {
      atMs += gapMs;
      session += isNewSession && gapMs > 30 * 60_000 ? 1 : 0;
      return { name, atMs, sessionId: `session-${session}`, params: carried };
    });
  });
const pause = fc.oneof(fc.constantFrom(0, 1, 90 * 60_000, 36 * hourMs), fc.integer({ min: 0, max: 60 * hourMs }));

const expectBruteForce = (events: readonly Past[], nowMs: number, asked = aggregates) => {
  const got = historyOf(events, nowMs);
  expect(Object.fromEntries(asked.map(({ id }) => [id, got[id]]))).toEqual(
    Object.fromEntries(asked.map((aggregate) => [aggregate.id, bruteForce(events, aggregate, nowMs)])),
  );
};

it('answers every aggregate as a count over the whole log does, at any time', () => {
  fc.assert(
    fc.property(past, pause, (events, pauseMs) => {
      expectBruteForce(events, (events.at(-1)?.atMs ?? noonMs) + pauseMs);
    }),
    { numRuns: 400, seed: 2026 },
  );
});

it('answers the same in whatever order events of one session arrive', () => {
  // What "this session" is depends on the order; what lies in a window does not.
  const asked = aggregates.filter(({ within }) => within !== 'session');
  const shuffled = past.chain((events) =>
    fc.tuple(fc.constant(events), fc.shuffledSubarray([...events], { minLength: events.length })),
  );
  fc.assert(
    fc.property(shuffled, pause, ([events, arrived], pauseMs) => {
      expectBruteForce(arrived, (events.at(-1)?.atMs ?? noonMs) + pauseMs, asked);
    }),
    { numRuns: 300, seed: 2026 },
  );
});

it('is exact up to 200 events in a window, and beyond never counts too few', () => {
  const counting = engineOf([{ id: 'count', fn: 'count', event: 'a', within: { hours: 10 } }]);
  const countAt = (events: readonly Past[], nowMs: number) => Number(historyOf(events, nowMs, counting)['count']);
  const gaps = fc.array(fc.integer({ min: 1, max: 10 * 60_000 }), { minLength: 150, maxLength: 500 });
  fc.assert(
    fc.property(gaps, fc.integer({ min: 0, max: 12 * hourMs }), (drawn, pauseMs) => {
      let atMs = noonMs;
      const events = drawn.map((gapMs) => ({ name: 'a', atMs: (atMs += gapMs), sessionId: 'session-1', params: {} }));
      const nowMs = atMs + pauseMs;
      const truth = events.filter((event) => event.atMs > nowMs - 10 * hourMs).length;
      const counted = countAt(events, nowMs);
      expect(counted).toBeGreaterThanOrEqual(truth);
      // Only the oldest are bundled, and the bundle goes with the newest of them.
      expect(counted).toBeLessThanOrEqual(truth < 200 ? truth : events.length);
    }),
    { numRuns: 60, seed: 2026 },
  );
});

it('keeps no more than 200 entries an aggregate, however long the history', () => {
  let profile = emptyProfile;
  for (let minute = 0; minute < 1000; minute += 1) {
    const { name, params: carried } = { name: 'a', params: { value: minute } };
    profile = engine.reduce(profile, eventOf({ name, atMs: noonMs + minute * 60_000, params: carried }));
  }
  expect(Math.max(...Object.values(profile.history).map((entries) => entries.length))).toBe(200);
});
