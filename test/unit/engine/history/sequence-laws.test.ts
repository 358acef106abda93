import { createEngine, emptyProfile, factsOf } from '@aisle/engine';
import type { Score, Sequence } from '@aisle/schema';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { contextOf, dayMs, eventOf, hourMs, noonMs } from '../build-events.js';

interface Past {
  readonly name: string;
  readonly atMs: number;
  readonly value: number;
}

const names = ['a', 'b', 'c'];
const within = { hours: 10 };
const step = (event: string) => ({ event });

const sequences: readonly Sequence[] = [
  { id: 'a-b', steps: ['a', 'b'].map(step), within },
  { id: 'a-a', steps: ['a', 'a'].map(step), within },
  { id: 'a-b-a', steps: ['a', 'b', 'a'].map(step), within },
  { id: 'a-b-without-c', steps: ['a', 'b'].map(step), without: [step('c')], within },
  {
    id: 'a-b-c-without-a-of-9',
    steps: ['a', 'b', 'c'].map(step),
    without: [{ event: 'a', where: { value: 9 } }],
    within,
  },
  {
    id: 'any-b-without-b-of-9',
    steps: [{ event: ['a', 'c'] }, step('b')],
    without: [{ event: 'b', where: { value: 9 } }],
    within,
  },
  { id: 'five', steps: ['a', 'b', 'a', 'b', 'c'].map(step), within },
];

const holds = ({ event, where }: Sequence['steps'][number], { name, value }: Past) =>
  [event].flat().includes(name) && (!where || where['value'] === value);

/** Tries every first step, and walks on from it as soon as it can. */
const bruteForce = (past: readonly Past[], { steps, without = [] }: Sequence, nowMs: number): boolean =>
  past.some((first, place) => {
    if (first.atMs <= nowMs - 10 * hourMs) return false;
    const rest = past.slice(place + 1);
    if (rest.some((event) => without.some((pattern) => holds(pattern, event)))) return false;
    let taken = 0;
    for (const event of [first, ...rest]) {
      const next = steps[taken];
      if (next && holds(next, event)) taken += 1;
      else if (taken === 0) return false;
    }
    return taken === steps.length;
  });

const drawnPast = fc
  .array(
    fc.record({
      name: fc.constantFrom(...names),
      gapMs: fc.oneof(fc.constantFrom(0, 1, 5 * hourMs), fc.integer({ min: 0, max: 4 * hourMs })),
      value: fc.constantFrom(1, 2, 9),
    }),
    { maxLength: 25 },
  )
  .map((drawn) => {
    let atMs = noonMs;
    return drawn.map(({ name, gapMs, value }): Past => ({ name, value, atMs: (atMs += gapMs) }));
  });
const pause = fc.oneof(fc.constantFrom(0, 1, 10 * hourMs), fc.integer({ min: 0, max: 12 * hourMs }));

const factsAfter = (engine: ReturnType<typeof createEngine>, past: readonly Past[], nowMs: number) => {
  const profile = past
    .map(({ name, atMs, value }) => eventOf({ name, atMs, params: { value } }))
    .reduce((so, event) => engine.reduce(so, event), emptyProfile);
  return factsOf(profile, contextOf({ nowMs }), engine.playbook);
};

it('finds a sequence whenever a search through the whole log does', () => {
  const engine = createEngine({ v: 1, version: '1', sequences: [...sequences] });
  const seen = new Set<string>();
  fc.assert(
    fc.property(drawnPast, pause, (past, pauseMs) => {
      const nowMs = (past.at(-1)?.atMs ?? noonMs) + pauseMs;
      const expected = Object.fromEntries(sequences.map((one) => [one.id, bruteForce(past, one, nowMs)]));
      expect(factsAfter(engine, past, nowMs).history).toEqual(expected);
      for (const [id, answer] of Object.entries(expected)) seen.add(`${id} ${answer}`);
    }),
    { numRuns: 1500, seed: 2026 },
  );
  // Each of them was met, and missed.
  expect(seen.size).toBe(2 * sequences.length);
});

const scores: readonly Score[] = [
  {
    id: 'stays',
    title: 'Stays',
    rules: [
      { event: 'a', points: 2 },
      { event: ['a', 'b'], points: 0.5 },
    ],
  },
  {
    id: 'fades',
    title: 'Fades',
    rules: [
      { event: 'a', points: 3 },
      { event: 'b', points: -1 },
    ],
    halfLifeDays: 1,
  },
  { id: 'fades-where', title: 'Fades', rules: [{ event: 'a', where: { value: 9 }, points: 3 }], halfLifeDays: 0.1 },
];

it('scores the sum of all points, each with its own age, in whatever order events arrive', () => {
  const engine = createEngine({ v: 1, version: '1', scores: [...scores] });
  const shuffled = drawnPast.chain((past) => fc.shuffledSubarray([...past], { minLength: past.length }));
  fc.assert(
    fc.property(shuffled, pause, (past, pauseMs) => {
      const nowMs = Math.max(noonMs, ...past.map(({ atMs }) => atMs)) + pauseMs;
      const got = factsAfter(engine, past, nowMs).scores;
      for (const { id, rules, halfLifeDays = Infinity } of scores) {
        const points = past.flatMap((event) =>
          rules.map((rule) =>
            holds(rule, event) ? rule.points * 2 ** (-(nowMs - event.atMs) / (halfLifeDays * dayMs)) : 0,
          ),
        );
        expect(got[id]).toBeCloseTo(
          points.reduce((sum, point) => sum + point, 0),
          9,
        );
      }
    }),
    { numRuns: 600, seed: 2026 },
  );
});

it('never lets a score above its cap, and does not touch one that stays below', () => {
  const rules = [{ event: 'a', points: 3 }];
  const capped: readonly Score[] = [
    { id: 'low', title: 'Low', rules, cap: 7, halfLifeDays: 0.5 },
    { id: 'high', title: 'High', rules, cap: 1000, halfLifeDays: 0.5 },
    { id: 'none', title: 'None', rules, halfLifeDays: 0.5 },
  ];
  const engine = createEngine({ v: 1, version: '1', scores: [...capped] });
  fc.assert(
    fc.property(drawnPast, pause, (past, pauseMs) => {
      const got = factsAfter(engine, past, (past.at(-1)?.atMs ?? noonMs) + pauseMs).scores as Record<string, number>;
      expect(got['low']).toBeLessThanOrEqual(Math.min(7, Number(got['none'])) + 1e-9);
      expect(got['high']).toBe(got['none']);
    }),
    { numRuns: 300, seed: 2026 },
  );
});
