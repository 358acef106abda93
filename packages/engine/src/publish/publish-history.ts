import type { Aggregate, EventPattern, Playbook, Score, Sequence, Window } from '@aisle/schema';
import { fnv32a } from '../experiment/hash.js';
import type { Accumulator, Rule } from '../history/history.js';
import { objectsIn, own } from '../own.js';
import { clausesOf } from './publish-condition.js';

const minuteMs = 60_000;
const dayMs = 1_440 * minuteMs;
/** Exact while no more than so many matching events lie in a window. */
const maxEntries = 200;

const windowMsOf = (window: Window): number => {
  const many = (unit: string): number => Number(own(window as Record<string, number> | undefined, unit) ?? 0);
  return many('minutes') * minuteMs + many('hours') * 60 * minuteMs + many('days') * dayMs;
};

const defaults: Omit<Accumulator, 'id' | 'fn' | 'rules' | 'key'> = {
  space: 'history',
  windowMs: null,
  inSession: false,
  max: 1,
  halfLifeMs: null,
  cap: null,
  steps: 0,
};

type Defined = Pick<Accumulator, 'id' | 'fn' | 'rules'> & Partial<typeof defaults>;

/** Gives an accumulator all its fields, and its key: the same definition finds what it counted before. */
export const accumulatorOf = (defined: Defined): Accumulator => {
  const whole = { ...defaults, ...defined };
  return { ...whole, key: `${whole.id}~${fnv32a(JSON.stringify(whole)).toString(36)}` };
};

/** Says which events count, and what of them. */
export const ruleOf = (pattern: EventPattern, more: Partial<Rule> = {}): Rule => ({
  events: [own(pattern, 'event') ?? []].flat(),
  items: own(pattern, 'per') === 'item',
  when: clausesOf(own(pattern, 'where')),
  field: null,
  points: 0,
  ...more,
});

const maxOf = (aggregate: Aggregate): number => {
  const { fn } = aggregate;
  const within = own(aggregate, 'within');
  if (fn === 'distinct') return maxEntries;
  // Only what leaves a window must be known event by event.
  return fn === 'last' || fn === 'daysSince' || within === undefined || within === 'session' ? 1 : maxEntries;
};

const publishAggregate = (aggregate: Aggregate): Accumulator => {
  const { id, fn } = aggregate;
  const [field, within] = [own(aggregate, 'field'), own(aggregate, 'within')];
  const isField = field !== undefined && fn !== 'count' && fn !== 'daysSince';
  const rule = ruleOf(aggregate, { field: isField ? String(field).split('.') : null });
  // What is no number cannot be added.
  const numeric = isField && ['sum', 'average', 'max'].includes(fn) ? clausesOf({ [field]: { $type: 'number' } }) : [];
  return accumulatorOf({
    id,
    fn,
    rules: [{ ...rule, when: [...rule.when, ...numeric] }],
    max: maxOf(aggregate),
    inSession: within === 'session',
    windowMs: typeof within === 'object' ? windowMsOf(within) : null,
  });
};

const publishScore = (score: Score): Accumulator => {
  const halfLifeDays = own(score, 'halfLifeDays');
  return accumulatorOf({
    space: 'scores',
    id: score.id,
    fn: 'score',
    rules: objectsIn(score.rules).map((rule) => ruleOf(rule, { points: rule.points })),
    halfLifeMs: halfLifeDays === undefined ? null : halfLifeDays * dayMs,
    cap: own(score, 'cap') ?? null,
  });
};

const publishSequence = (sequence: Sequence): Accumulator => {
  const steps = objectsIn(sequence.steps).map((step, place) => ruleOf(step, { points: place + 1 }));
  const breaks = objectsIn(own(sequence, 'without')).map((pattern) => ruleOf(pattern));
  return accumulatorOf({
    id: sequence.id,
    fn: 'sequence',
    // The last step first: one event must not take two steps.
    rules: [...breaks, ...steps.toReversed()],
    steps: steps.length,
    windowMs: windowMsOf(sequence.within),
  });
};

const inSession = (
  space: 'session' | 'campaign',
  id: string,
  of: Pick<Aggregate, 'fn' | 'event' | 'field'>,
): Accumulator => ({
  ...publishAggregate({ id, within: 'session', ...of }),
  space,
  key: `${space}.${id}`,
});

const firstPage = { fn: 'first', event: 'page_view' } as const;

/** Facts of the session that are kept only for a playbook that asks for them. */
const sessionFacts: readonly Accumulator[] = [
  inSession('session', 'entry', { ...firstPage, field: 'page_path' }),
  inSession('session', 'referrer', { ...firstPage, field: 'page_referrer' }),
  inSession('session', 'dwellSeconds', { fn: 'sum', event: 'x_dwell', field: 'seconds' }),
  inSession('session', 'scrollPercent', { fn: 'max', event: 'x_scroll', field: 'percent' }),
  ...['source', 'medium', 'campaign', 'term', 'content', 'id'].map((word) =>
    inSession('campaign', word, { ...firstPage, field: `utm_${word}` }),
  ),
];

/** Makes accumulators of a playbook's aggregates, sequences and scores, and of what its conditions ask of the session. */
export const publishHistory = (playbook: Playbook): readonly Accumulator[] => {
  const text = JSON.stringify(
    (['segments', 'journey', 'experiments', 'slots', 'triggers'] as const).map((part) => own(playbook, part)),
  );
  return [
    ...objectsIn(own(playbook, 'aggregates')).map(publishAggregate),
    ...objectsIn(own(playbook, 'sequences')).map(publishSequence),
    ...objectsIn(own(playbook, 'scores')).map(publishScore),
    ...sessionFacts.filter(({ space, id }) => text.includes(`"${space}.${id}"`)),
  ];
};
