import type { Experiment, Playbook } from '@aisle/schema';
import { type Candidate, candidatesIn } from './conditions-in.js';
import { armIdsOf } from './experiment-arms.js';
import { type Finding, nameOr, oneOf } from './finding.js';

type Wanted = NonNullable<Candidate['experiment']>;

const brokenLevels = (field: string, levels: Wanted['levels'], { id, factors = [] }: Experiment): readonly Finding[] =>
  Object.entries(levels ?? {}).flatMap(([name, level]) => {
    const at = `${field}.levels.${name}`;
    const factor = factors.find((one) => one.id === name);
    if (!factor) {
      const fix = nameOr(
        factors.map((one) => one.id),
        'name a variation instead',
      );
      return [{ field: at, message: `experiment ${id} has no factor ${name}`, fix }];
    }
    if (factor.levels.includes(level)) return [];
    return [{ field: at, message: `factor ${name} has no level ${level}`, fix: `write ${oneOf(factor.levels)}` }];
  });

const brokenArm = (field: string, { variation, levels }: Wanted, experiment: Experiment): readonly Finding[] => {
  const ids = armIdsOf(experiment);
  const isKnown = variation === undefined || ids.includes(variation);
  const fix = `write ${oneOf(ids.slice(0, 20))}`;
  return [
    ...(isKnown
      ? []
      : [{ field: `${field}.variation`, message: `experiment ${experiment.id} has no variation ${variation}`, fix }]),
    ...brokenLevels(field, levels, experiment),
  ];
};

/** Finds candidates in arms that their experiment does not have. */
export const brokenArms = (playbook: Playbook): readonly Finding[] =>
  candidatesIn(playbook).flatMap(({ field, candidate: { experiment: wanted } }) => {
    const experiment = (playbook.experiments ?? []).find(({ id }) => id === wanted?.id);
    return wanted && experiment ? brokenArm(`${field}.experiment`, wanted, experiment) : [];
  });
