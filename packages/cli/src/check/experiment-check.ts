import type { Experiment, Playbook } from '@aisle/schema';
import { armCountOf } from './experiment-arms.js';
import type { Finding } from './finding.js';

/** As many arms as a list of variations may have. */
const MOST_ARMS = 100;
/** Within it weights add up to 1, as on the device: beyond it equal weights would be taken. */
const TOLERANCE = 0.01;

const rounded = (share: number): string => String(Number(share.toFixed(4)));

const armFaults = (path: string, experiment: Experiment): readonly Finding[] => {
  const { id, variations, factors } = experiment;
  if (variations && factors) {
    return [{ field: path, message: `${id} has variations and factors`, fix: 'take one of the two out' }];
  }
  if (!variations && !factors) {
    const fix = 'add variations: [{ "id": "control" }, { "id": "new" }], or factors for a multivariate test';
    return [{ field: path, message: `${id} has neither variations nor factors`, fix }];
  }
  const count = armCountOf(experiment);
  if (count <= MOST_ARMS) return [];
  const message = `its factors make ${count} variations, more than ${MOST_ARMS}`;
  return [{ field: `${path}.factors`, message, fix: 'take out a factor, or some levels' }];
};

const weightFaults = (field: string, weights: readonly number[] | undefined, count: number): readonly Finding[] => {
  if (weights === undefined || count === 0) return [];
  if (weights.length !== count) {
    const message = `there are ${weights.length} weights for ${count} variations`;
    return [
      { field, message, fix: `write ${count} of them, in the variations' order, or take them out for equal ones` },
    ];
  }
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (Math.abs(sum - 1) <= TOLERANCE) return [];
  return [{ field, message: `they add up to ${rounded(sum)}`, fix: 'make them add up to 1' }];
};

const faultsOf = (experiment: Experiment, index: number): readonly Finding[] => {
  const path = `experiments[${index}]`;
  const count = armCountOf(experiment);
  const reserved = { field: `${path}.id`, message: 'holdout is the name of the holdout', fix: 'give it another id' };
  return [
    ...(experiment.id === 'holdout' ? [reserved] : []),
    ...armFaults(path, experiment),
    ...weightFaults(`${path}.weights`, experiment.weights, count),
    ...weightFaults(`${path}.bandit.weights`, experiment.bandit?.weights, count),
  ];
};

/** Finds experiments whose arms or weights do not fit together. */
export const brokenExperiments = ({ experiments = [] }: Playbook): readonly Finding[] => experiments.flatMap(faultsOf);
