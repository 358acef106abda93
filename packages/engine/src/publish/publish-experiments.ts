import type { Condition, Experiment, Playbook, Slot } from '@aisle/schema';
import { bucketRanges, fits } from '../experiment/bucket.js';
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
  return [
    {
      id: 'holdout',
      version: 0,
      variations: ['holdout', 'open'],
      levels: [],
      namespace: null,
      ranges: bucketRanges(2, 1, [share, 1 - share]),
      seed: own(holdout, 'seed') ?? 'holdout',
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

/** Says which experiments a candidate takes part in, and in which arms it is shown. */
export const publishArms = (
  candidate: Slot['candidates'][number],
  experiments: readonly PublishedExperiment[],
): { readonly arms: readonly Gate[]; readonly experiments: readonly string[] } => {
  const experiment = own(candidate, 'experiment');
  const hasHoldout = experiments.some(({ id }) => id === 'holdout');
  return {
    arms: [
      ...(hasHoldout ? [['held-out', clausesOf({ 'experiments.holdout': { $ne: 'holdout' } })] as const] : []),
      ...(experiment ? [['other-variation', clausesOf(armsCondition(experiment, experiments))] as const] : []),
    ],
    experiments: [...(hasHoldout ? ['holdout'] : []), ...(experiment ? [experiment.id] : [])],
  };
};
