import { type Assignment, type Context, createEngine, emptyProfile, type Profile } from '@aisle/engine';
import type { Experiment } from '@aisle/schema';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { contextOf, profileOf } from '../build-events.js';

const seed = 2026;
const arms = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
const visitors = (count: number) => Array.from({ length: count }, (_, at) => `visitor-${at}`);

const experiment: fc.Arbitrary<Experiment> = fc.record(
  {
    id: fc.constant('x'),
    variations: fc.constant(arms),
    weights: fc.constantFrom([0.2, 0.3, 0.5], [1, 0, 0], [0.5, 0.5]),
    coverage: fc.constantFrom(0, 0.4, 1),
    namespace: fc.constantFrom({ id: 'n', from: 0, to: 0.5 }, { id: 'n', from: 0.5, to: 1 }),
    when: fc.constantFrom({}, { 'page.type': 'product' }),
    seed: fc.constantFrom('one', 'two'),
    hashVersion: fc.constantFrom(1 as const, 2 as const),
    version: fc.constantFrom(0, 1),
    stopped: fc.boolean(),
    bandit: fc.constant({ weights: [0.8, 0.1, 0.1], updatedAt: '2026-03-01T00:00:00Z' }),
  },
  { requiredKeys: ['id', 'variations'] },
);

interface Asked {
  readonly experiment: Experiment;
  readonly holdout: number | null;
  readonly seen: readonly [variation: string, version: number] | null;
  readonly context: Partial<Context>;
}

const asked: fc.Arbitrary<Asked> = fc.record({
  experiment,
  holdout: fc.constantFrom(null, 0, 0.5, 1),
  seen: fc.constantFrom(null, ['a', 0] as const, ['c', 1] as const, ['gone', 0] as const),
  context: fc.record(
    {
      page: fc.constant({ path: '/', type: 'product' }),
      visitorId: fc.constantFrom(...visitors(40)),
      assigned: fc.constantFrom({ x: 'b' }, { x: 'gone' }),
      forced: fc.constantFrom({ x: 'c' }, { x: 'gone' }, { other: 'a' }),
      url: fc.constantFrom('/?x=1', '/?x=9', '/?other=1'),
    },
    { requiredKeys: [] },
  ),
});

const exposed = (variation: string, version: number): Profile =>
  profileOf([{ name: 'x_exposure', params: { experiments: [{ id: 'x', variation, version }] } }]);

const assignmentOf = ({ experiment: one, holdout, seen, context }: Asked): Assignment => {
  const engine = createEngine({
    v: 1,
    version: '1',
    experiments: [one],
    ...(holdout !== null && { holdout: { share: holdout } }),
  });
  return engine.variation('x', seen ? exposed(...seen) : emptyProfile, contextOf(context));
};

const law = (name: string, holds: (one: Asked) => void) =>
  it(
    name,
    () => {
      fc.assert(fc.property(asked, holds), { numRuns: 300, seed });
    },
    30_000,
  );

law('whatever else is said, what code forces is shown', (one) => {
  const forced = assignmentOf({ ...one, context: { ...one.context, forced: { x: 'c' } } });
  expect([forced.variation, forced.reason]).toEqual(['c', 'forced']);
});

law('whatever else is said but that, what an address previews is shown', (one) => {
  const previewed = assignmentOf({ ...one, context: { ...one.context, forced: {}, url: '/?x=1' } });
  expect([previewed.variation, previewed.reason]).toEqual(['b', 'preview']);
});

// From here on nothing is forced or previewed.
const plain = (one: Asked): Asked => ({ ...one, context: { ...one.context, forced: {}, url: '/' } });

law('whoever is held out is in no arm', (one) => {
  const held = assignmentOf({ ...plain(one), holdout: 1, context: { ...plain(one).context, visitorId: 'visitor-1' } });
  expect([held.variation, held.reason]).toEqual([null, 'held-out']);
});

law('whoever is not meant is in no arm, though an arm was seen', (one) => {
  const left = assignmentOf({
    ...plain(one),
    holdout: null,
    experiment: { ...one.experiment, when: { 'page.type': 'never' } },
  });
  expect([left.variation, left.reason]).toEqual([null, 'not-targeted']);
});

law('an arm of this version that was seen stays, whatever becomes of shares, seed and namespace', (one) => {
  const { when: _when, stopped: _stopped, ...rest } = one.experiment;
  const stays = assignmentOf({ ...plain(one), holdout: null, experiment: { ...rest, version: 1 }, seen: ['c', 1] });
  expect([stays.variation, stays.reason]).toEqual(['c', 'sticky']);
});

law('without a visitor id nobody is assigned', (one) => {
  const { visitorId: _1, assigned: _2, ...context } = plain(one).context;
  const nobody = assignmentOf({ ...plain(one), seen: null, context });
  expect([nobody.variation, ['not-targeted', 'no-visitor'].includes(nobody.reason)]).toEqual([null, true]);
});

law('an arm is one of the experiment’s, and there is a reason for none', (one) => {
  const { variation, reason } = assignmentOf(one);
  expect(['a', 'b', 'c', null]).toContain(variation);
  expect(variation !== null).toBe(['forced', 'preview', 'sticky', 'assigned'].includes(reason));
});

law('the same arguments give the same arm', (one) => {
  expect(assignmentOf(one)).toEqual(assignmentOf(structuredClone(one)));
});

it('puts each visitor into one of the experiments that share a namespace', () => {
  const parts = [0, 0.25, 0.5, 0.75].map((from, at) => ({
    id: `x${at}`,
    variations: arms,
    namespace: { id: 'n', from, to: from + 0.25 },
  }));
  const engine = createEngine({ v: 1, version: '1', experiments: parts });
  for (const visitorId of visitors(1_000)) {
    const into = parts.filter(
      ({ id }) => engine.variation(id, emptyProfile, contextOf({ visitorId })).variation !== null,
    );
    expect(into).toHaveLength(1);
  }
}, 30_000);

/** χ² of the counts against their shares. */
const chiSquaredOf = (counts: readonly number[], shares: readonly number[]): number => {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce(
    (sum, count, at) => sum + (count - total * (shares[at] ?? 0)) ** 2 / (total * (shares[at] ?? 0)),
    0,
  );
};

it('splits by the weights, and by a bandit’s weights instead where it has some', () => {
  const bandit = { weights: [0.7, 0.2, 0.1], updatedAt: '2026-03-01T00:00:00Z' };
  const experiments = [
    { id: 'by-weights', variations: arms, weights: [0.2, 0.3, 0.5] },
    { id: 'by-bandit', variations: arms, weights: [0.2, 0.3, 0.5], bandit },
  ];
  const engine = createEngine({ v: 1, version: '1', experiments });
  const countsOf = (id: string) => {
    const found = visitors(10_000).map(
      (visitorId) => engine.variation(id, emptyProfile, contextOf({ visitorId })).variation,
    );
    return arms.map((arm) => found.filter((one) => one === arm.id).length);
  };
  // χ² of 2 degrees of freedom: 0.1 % of fair splits lie above 13.82.
  expect(chiSquaredOf(countsOf('by-weights'), [0.2, 0.3, 0.5])).toBeLessThan(13.82);
  expect(chiSquaredOf(countsOf('by-bandit'), bandit.weights)).toBeLessThan(13.82);
}, 30_000);

it('splits every cell of a multivariate test alike, so that its factors are independent', () => {
  const factors = [
    { id: 'color', levels: ['red', 'blue'] },
    { id: 'size', levels: ['s', 'm', 'l'] },
  ];
  const engine = createEngine({ v: 1, version: '1', experiments: [{ id: 'x', factors }] });
  const cells = new Map<string, number>();
  for (const visitorId of visitors(12_000)) {
    const { variation, levels } = engine.variation('x', emptyProfile, contextOf({ visitorId }));
    expect(variation).toBe(`${levels['color']}_${levels['size']}`);
    cells.set(String(variation), (cells.get(String(variation)) ?? 0) + 1);
  }
  expect(cells.size).toBe(6);
  // χ² of 5 degrees of freedom: 0.1 % of fair splits lie above 20.52.
  expect(
    chiSquaredOf(
      [...cells.values()],
      [...cells].map(() => 1 / 6),
    ),
  ).toBeLessThan(20.52);
}, 30_000);

it('splits two experiments independently, cell by cell', () => {
  const two = ['first', 'second'].map((id) => ({
    id,
    variations: Array.from({ length: 10 }, (_, at) => ({ id: `v${at}` })),
  }));
  const engine = createEngine({ v: 1, version: '1', experiments: two });
  const cells = new Map<string, number>();
  for (const visitorId of visitors(20_000)) {
    const both = two.map(({ id }) => engine.variation(id, emptyProfile, contextOf({ visitorId })).variation).join(' ');
    cells.set(both, (cells.get(both) ?? 0) + 1);
  }
  expect(cells.size).toBe(100);
  // χ² of 99 degrees of freedom: 0.1 % of independent splits lie above 148.23.
  expect(
    chiSquaredOf(
      [...cells.values()],
      [...cells].map(() => 0.01),
    ),
  ).toBeLessThan(148.23);
}, 30_000);

it('finds each arm once, and none by a circle: what is asked before arms are found cannot ask for one', () => {
  const experiments = [
    { id: 'first', variations: arms },
    { id: 'follow-up', variations: arms, when: { 'experiments.first': { $exists: true } } },
    { id: 'circle', variations: arms, when: { 'experiments.circle': { $ne: 'a' } } },
    { id: 'by-segment', variations: arms, when: { segments: { $in: ['tested'] } } },
  ];
  const segments = [{ id: 'tested', title: 'Tested', when: { 'experiments.by-segment': 'a' } }];
  const engine = createEngine({ v: 1, version: '1', experiments, segments });
  let finds = 0;
  const counting = Object.defineProperty(contextOf({ visitorId: 'visitor-1' }), 'forced', {
    enumerable: true,
    get: () => {
      finds += 1;
      return {};
    },
  });
  const reasons = experiments.map(({ id }) => engine.variation(id, emptyProfile, counting).reason);
  expect(reasons).toEqual(['assigned', 'not-targeted', 'not-targeted', 'not-targeted']);
  // A few each, not as many as the stack is deep.
  expect(finds).toBeLessThan(40);
});
