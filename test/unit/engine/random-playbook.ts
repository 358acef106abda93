import type { Condition, Playbook } from '@aisle/schema';
import fc from 'fast-check';

const factNames = [
  ...['profile.visits', 'session.depth', 'session.entry', 'session.scrollPercent', 'campaign.source', 'cart.lines'],
  ...[
    'cart.items',
    'orders.average',
    'affinity.topCategory',
    'affinity.price.25',
    'history.h0',
    'history.h1',
    'history.s0',
  ],
  ...[
    'scores.p0',
    'segments',
    'stage',
    'traits.tier',
    'page.type',
    'time.hour',
    'zones.Europe/Berlin.weekday',
    'device',
  ],
  ...[
    'consent.marketing',
    'experiments.x0',
    'experiments.holdout',
    'predictions.buy',
    'nowMs',
    '__proto__',
    'constructor',
  ],
];
const operators = [
  ...['$eq', '$ne', '$lt', '$lte', '$gt', '$gte', '$in', '$nin', '$ini', '$nini', '$all', '$alli', '$size', '$exists'],
  ...['$type', '$not', '$elemMatch', '$regex', '$regexi', '$notRegex', '$notRegexi', '$inGroup', '$notInGroup'],
  ...['$veq', '$vne', '$vlt', '$vlte', '$vgt', '$vgte', '$near', '$__proto__'],
];
const plain = fc.constantFrom<unknown>(
  0,
  1,
  2,
  25,
  'a',
  'A',
  'shoes',
  'x0-a',
  's1',
  'granted',
  '1.2.3',
  true,
  false,
  null,
  [],
  ['a'],
  {},
);

const { condition } = fc.letrec<{ condition: Condition; value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    plain,
    fc.dictionary(fc.constantFrom(...operators), fc.oneof(tie('value'), fc.array(tie('value'), { maxLength: 2 })), {
      minKeys: 1,
      maxKeys: 2,
    }),
  ),
  condition: fc.oneof(
    { maxDepth: 2 },
    fc.dictionary(fc.constantFrom(...factNames), tie('value'), { maxKeys: 2 }),
    fc.dictionary(fc.constantFrom('$or', '$and', '$nor'), fc.array(tie('condition'), { maxLength: 2 }), { maxKeys: 1 }),
    tie('condition').map((inner) => ({ $not: inner })),
  ),
}));

// As they come over the wire: plain JSON.
const sent = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** Conditions over the facts of `randomPlaybook`, some of which no release can read. */
export const randomCondition = condition.map(sent);

const window = fc.constantFrom({ hours: 5 }, { days: 3 });
const pattern = {
  event: fc.constantFrom('page_view', 'view_item', 'x_exposure', 'purchase'),
  per: fc.constantFrom('event' as const, 'item' as const),
};
const some = <T>(of: fc.Arbitrary<T>, maxLength = 3) => fc.array(of, { maxLength });
const numbered = <T extends object>(letter: string, list: readonly T[]) =>
  list.map((one, at) => ({ ...one, id: `${letter}${at}` }));
const optional = <T extends object>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(model, { requiredKeys: [] });
const caps = optional({ session: fc.constantFrom(1, 2), day: fc.constantFrom(1, 2), ever: fc.constantFrom(1, 3) });
const schedule = optional({
  from: fc.constantFrom('2026-03-01', '2026-03-03T10:00'),
  until: fc.constantFrom('2026-03-05', '2026-03-29T02:30'),
  days: fc.constantFrom<('mon' | 'tue' | 'sun')[]>(['mon'], ['tue', 'sun']),
  hours: fc.constantFrom<[string, string]>(['08:00', '20:00'], ['22:00', '06:00']),
  timeZone: fc.constantFrom('Europe/Berlin', 'Asia/Tokyo', 'No/Where'),
});
const limits = { schedule, caps, coolDownHours: fc.constantFrom(24, 200) };

const candidate = fc.record(
  {
    when: randomCondition,
    ...limits,
    priority: fc.integer({ min: -1, max: 2 }),
    weight: fc.integer({ min: 0, max: 2 }),
    weighted: fc.constant({ 'scores.p0': 1, 'session.depth': 0.5 }),
    campaign: fc.constantFrom('c0', 'missing'),
    experiment: fc.constantFrom(
      { id: 'x0' },
      { id: 'x0', variation: 'x0-a' },
      { id: 'x1', levels: { color: 'red' } },
      { id: 'gone' },
    ),
    content: fc.constant({ title: 'T' }),
    recommend: fc.constantFrom({ recommender: 'popular' }, { recommender: 'popular', atLeast: 3, limit: 3 }),
  },
  { requiredKeys: [] },
);
const experiment = optional({
  weights: fc.constantFrom<number[]>([0.5, 0.5], [1]),
  coverage: fc.constantFrom(0, 0.5, 1),
  when: randomCondition,
  schedule,
  namespace: fc.constantFrom({ id: 'n', from: 0, to: 0.5 }),
  version: fc.constantFrom(0, 1),
  stopped: fc.boolean(),
  hashVersion: fc.constantFrom(1 as const, 2 as const),
});

/** Playbooks that say anything that can be said, the parts that one may leave out left out at random. */
export const randomPlaybook: fc.Arbitrary<Playbook> = fc
  .record({
    aggregates: some(
      fc.record({
        ...pattern,
        fn: fc.constantFrom(
          'count' as const,
          'sum' as const,
          'last' as const,
          'first' as const,
          'distinct' as const,
          'max' as const,
        ),
        field: fc.constantFrom('value', 'price', 'item_category'),
        where: optional({ value: fc.constantFrom({ $gte: 1 }, { $near: 1 }) }),
        within: fc.oneof(window, fc.constant('session' as const)),
      }),
    ),
    sequences: some(
      fc.record({
        steps: fc.array(fc.record(pattern), { minLength: 2, maxLength: 3 }),
        without: some(fc.record(pattern), 1),
        within: window,
      }),
      2,
    ),
    scores: some(
      fc.record(
        {
          rules: fc.array(fc.record({ ...pattern, points: fc.integer({ min: -2, max: 3 }) }), {
            minLength: 1,
            maxLength: 2,
          }),
          halfLifeDays: fc.constantFrom(1, 7),
          cap: fc.constantFrom(2, 10),
        },
        { requiredKeys: ['rules'] },
      ),
      2,
    ),
    segments: some(
      fc.record({ when: randomCondition, parent: fc.constantFrom('s0', 's9') }, { requiredKeys: ['when'] }),
      4,
    ),
    stages: some(randomCondition, 3),
    experiment,
    multivariate: experiment,
    holdout: fc.option(fc.constantFrom({ share: 0.3 }, { share: 0.3, seed: 'other' })),
    campaigns: some(optional(limits), 1),
    caps,
    slots: some(fc.record({ caps, candidates: some(candidate, 4) }), 2),
  })
  .map(
    ({
      stages,
      experiment: plainOne,
      multivariate,
      holdout,
      aggregates,
      sequences,
      scores,
      segments,
      campaigns,
      slots,
      caps: overall,
    }) => ({
      v: 1 as const,
      version: 'random',
      caps: overall,
      aggregates: numbered('h', aggregates),
      sequences: numbered('s', sequences),
      scores: numbered('p', scores).map((one) => ({ ...one, title: 'Points' })),
      segments: numbered('s', segments).map((one) => ({ ...one, title: 'Segment' })),
      ...(stages.length > 0 && {
        journey: {
          stages: stages.map((when, at) => ({
            id: (['discovery', 'consideration', 'lapsed'] as const)[at] ?? ('purchase' as const),
            when,
          })),
        },
      }),
      experiments: [
        { ...plainOne, id: 'x0', variations: [{ id: 'x0-a' }, { id: 'x0-b' }] },
        {
          ...multivariate,
          id: 'x1',
          factors: [
            { id: 'color', levels: ['red', 'blue'] },
            { id: 'size', levels: ['s', 'm'] },
          ],
        },
      ],
      ...(holdout && { holdout }),
      campaigns: numbered('c', campaigns),
      recommenders: [{ id: 'popular', strategy: 'popular' }],
      catalogue: [
        { item_id: 'a', x_url: '/a', item_category: 'Shoes' },
        { item_id: 'b', x_url: '/b' },
      ],
      slots: slots.map((slot, at) => ({ ...slot, id: `slot${at}`, candidates: numbered('k', slot.candidates) })),
    }),
  )
  .map(sent);
