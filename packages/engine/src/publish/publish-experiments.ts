import type { Condition, Experiment, Playbook, Slot } from '@aisle/schema';
import type { Clause } from '../condition/operators.js';
import { bucketRanges, fits } from '../experiment/bucket.js';
import { fnv32a } from '../experiment/hash.js';
import { objectsIn, own } from '../own.js';
import { clausesBeforeExperiments, clausesOf, nobody } from './publish-condition.js';
import { scheduleCondition } from './publish-limits.js';
import type { Gate, PublishedExperiment } from './published.js';

type Levels = Readonly<Record<string, string>>;

/** Multiplies factors out: every level with every other, the last factor changing first. */
const cellsOf = (experiment: Experiment): readonly Levels[] =>
  objectsIn(own(experiment, 'factors')).reduce<readonly Levels[]>(
    (cells, { id, levels }) => cells.flatMap((cell) => [levels].flat().map((level) => ({ ...cell, [id]: level }))),
    [{}],
  );

const variationsOf = (
  experiment: Experiment,
): { readonly ids: readonly string[]; readonly levels: readonly Levels[] } => {
  const variations = own(experiment, 'variations');
  if (variations) return { ids: objectsIn(variations).map(({ id }) => id), levels: [] };
  const levels = cellsOf(experiment);
  const factors = objectsIn(own(experiment, 'factors'));
  // By the factors' order: an object puts names that are numbers first.
  return { ids: levels.map((cell) => factors.map(({ id }) => cell[id]).join('_')), levels };
};

const audienceOf = (experiment: Experiment): Condition => {
  const [when, schedule] = [own(experiment, 'when'), own(experiment, 'schedule')];
  return { $and: [...(when ? [when] : []), ...(schedule ? [scheduleCondition(schedule)] : [])] };
};

const publishExperiment = (experiment: Experiment): PublishedExperiment => {
  const { id } = experiment;
  const { ids, levels } = variationsOf(experiment);
  const namespace = own(experiment, 'namespace');
  const learned = own(own(experiment, 'bandit'), 'weights');
  const weights = learned && fits(learned, ids.length) ? learned : own(experiment, 'weights');
  return {
    id,
    version: own(experiment, 'version') ?? 0,
    variations: ids,
    levels,
    ranges: bucketRanges(ids.length, own(experiment, 'coverage') ?? 1, weights),
    seed: own(experiment, 'seed') ?? id,
    hashVersion: own(experiment, 'hashVersion') ?? 2,
    namespace: namespace ? [namespace.id, namespace.from, namespace.to] : null,
    when: own(experiment, 'stopped') ? nobody : clausesBeforeExperiments(audienceOf(experiment)),
  };
};

const holdoutOf = (playbook: Playbook): readonly PublishedExperiment[] => {
  const holdout = own(playbook, 'holdout');
  if (!holdout) return [];
  const { share } = holdout;
  const seed = own(holdout, 'seed') ?? 'holdout';
  return [
    {
      id: 'holdout',
      // Another seed draws other shoppers, those who were seen included.
      version: seed === 'holdout' ? 0 : fnv32a(seed),
      variations: ['holdout', 'open'],
      levels: [],
      namespace: null,
      ranges: bucketRanges(2, 1, [share, 1 - share]),
      seed,
      hashVersion: 2,
      when: [],
    },
  ];
};

/** Makes experiments ready to be assigned; the holdout comes first. */
export const publishExperiments = (playbook: Playbook): readonly PublishedExperiment[] => [
  ...holdoutOf(playbook),
  ...objectsIn(own(playbook, 'experiments')).map(publishExperiment),
];

const armsCondition = (
  asked: NonNullable<Slot['candidates'][number]['experiment']>,
  experiments: readonly PublishedExperiment[],
): Condition => {
  const { id } = asked;
  const [variation, levels] = [own(asked, 'variation'), own(asked, 'levels')];
  const fact = `experiments.${id}`;
  if (variation !== undefined) return { [fact]: variation };
  const experiment = experiments.find((one) => one.id === id);
  if (!levels) return { [fact]: { $exists: true } };
  const isMeant = (cell: Levels) => Object.entries(levels).every(([factor, level]) => cell[factor] === level);
  return {
    [fact]: { $in: experiment?.variations.filter((_, place) => isMeant(experiment.levels[place] ?? {})) ?? [] },
  };
};

const asksForArms = (clause: Clause): boolean => JSON.stringify(clause).includes('["experiments"');

/** A condition in two: whom it is for, and what it asks of arms. */
export const withoutArms = (
  clauses: readonly Clause[],
): readonly [audience: readonly Clause[], arms: readonly Clause[]] => [
  clauses.filter((clause) => !asksForArms(clause)),
  clauses.filter(asksForArms),
];

/**
 * Says which experiments a candidate takes part in, and in which arms it is shown.
 *
 * @param asked - What its own condition asks of arms: that counts like a named arm does.
 */
export const publishArms = (
  candidate: Slot['candidates'][number],
  experiments: readonly PublishedExperiment[],
  asked: readonly Clause[],
): { readonly arms: readonly Gate[]; readonly experiments: readonly string[] } => {
  const experiment = own(candidate, 'experiment');
  const hasHoldout = experiments.some(({ id }) => id === 'holdout');
  const named = [...JSON.stringify(asked).matchAll(/\["experiments","([^"]+)"/g)].flatMap(([, id]) => id ?? []);
  const other = (clauses: readonly Clause[]): readonly Gate[] =>
    clauses.length > 0 ? [['other-variation', clauses]] : [];
  return {
    arms: [
      ...(hasHoldout ? [['held-out', clausesOf({ 'experiments.holdout': { $ne: 'holdout' } })] as const] : []),
      ...other(experiment ? clausesOf(armsCondition(experiment, experiments)) : []),
      ...other(asked),
    ],
    experiments: [...new Set([...(hasHoldout ? ['holdout'] : []), ...(experiment ? [experiment.id] : []), ...named])],
  };
};
