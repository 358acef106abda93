import type { Playbook } from '@aisle/schema';
import { brokenArms } from './arm-references.js';
import { segmentFault } from './condition-segments.js';
import { candidatesIn } from './conditions-in.js';
import { type Finding, nameOr } from './finding.js';
import { brokenRecommenders } from './recommender-references.js';

interface Identified {
  readonly id: string;
}

/** Says where something is named that is not in its list. */
const missing = (field: string, id: string | undefined, [kind, list]: readonly [string, readonly Identified[]]) => {
  if (id === undefined || list.some((one) => one.id === id)) return [];
  const known = list.map((one) => one.id);
  return [{ field, message: `there is no ${kind} ${id}`, fix: nameOr(known, `add ${id} to ${kind}s`) }];
};

const parentsIn = ({ segments = [] }: Playbook): readonly Finding[] =>
  segments.flatMap(({ parent }, index) => {
    const fault = parent === undefined ? null : segmentFault(parent, segments, index);
    return fault ? [{ field: `segments[${index}].parent`, ...fault }] : [];
  });

const triggersIn = ({ triggers = [], segments = [], slots = [] }: Playbook): readonly Finding[] =>
  triggers.flatMap(({ on, do: action }, index) => [
    ...missing(`triggers[${index}].on.segment`, on.moment === 'segment' ? on.segment : undefined, [
      'segment',
      segments,
    ]),
    ...missing(`triggers[${index}].do.fill`, action?.fill, ['slot', slots]),
  ]);

const prefetchIn = ({ prefetch, recommenders = [] }: Playbook): readonly Finding[] =>
  missing('prefetch.recommender', prefetch?.recommender, ['recommender', recommenders]);

/** Finds names of parents, campaigns, experiments, arms, recommenders, and of what triggers wait for or fill, that are not there. */
export const brokenReferences = (playbook: Playbook): readonly Finding[] => {
  const { recommenders = [], campaigns = [] } = playbook;
  return [
    ...parentsIn(playbook),
    ...brokenRecommenders(playbook),
    ...candidatesIn(playbook).flatMap(({ field, candidate: { recommend, campaign, experiment } }) => [
      ...missing(`${field}.recommend.recommender`, recommend?.recommender, ['recommender', recommenders]),
      ...missing(`${field}.campaign`, campaign, ['campaign', campaigns]),
      ...missing(`${field}.experiment.id`, experiment?.id, ['experiment', playbook.experiments ?? []]),
    ]),
    ...brokenArms(playbook),
    ...triggersIn(playbook),
    ...prefetchIn(playbook),
  ];
};
