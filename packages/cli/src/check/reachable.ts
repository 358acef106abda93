import type { Campaign, Playbook, Slot } from '@aisle/schema';
import { type Candidate, candidatesIn, conditionsIn, type PlacedCandidate } from './conditions-in.js';
import { contradictionIn } from './contradiction.js';
import type { Finding } from './finding.js';
import { schedulesIn, spanOf } from './schedules-in.js';

const isLimited = ({ schedule, caps, coolDownHours }: Partial<Candidate & Campaign>): boolean =>
  schedule !== undefined || coolDownHours !== undefined || Object.keys(caps ?? {}).length > 0;

/** Whether everybody who gets as far as this candidate gets it. Caps of slot and playbook stop the others just so. */
const fitsEverybody = (candidate: Candidate, campaigns: readonly Campaign[]): boolean => {
  const { when = {}, experiment, recommend, campaign } = candidate;
  const limits = campaigns.find(({ id }) => id === campaign);
  return (
    Object.keys(when).length === 0 &&
    !experiment &&
    !recommend &&
    !isLimited(candidate) &&
    !(limits && isLimited(limits))
  );
};

/** Whether a candidate is asked before another one, whoever comes. */
const isAlwaysBefore = (a: Candidate, b: Candidate, inFile: boolean): boolean => {
  const priorities = (a.priority ?? 0) - (b.priority ?? 0);
  if (priorities !== 0) return priorities > 0;
  if (a.weighted || b.weighted) return false;
  const weights = (a.weight ?? 0) - (b.weight ?? 0);
  return weights === 0 ? inFile : weights > 0;
};

const hiddenIn = ({ candidates }: Slot, path: string, campaigns: readonly Campaign[]): readonly Finding[] =>
  candidates.flatMap((candidate, index) => {
    const before = candidates.find(
      (other, at) => at !== index && fitsEverybody(other, campaigns) && isAlwaysBefore(other, candidate, at < index),
    );
    if (!before) return [];
    return [
      {
        field: `${path}.candidates[${index}]`,
        message: `nobody gets ${candidate.id}: ${before.id} is asked before it and fits everybody`,
        fix: `give ${before.id} a condition or a lower priority, or take ${candidate.id} out`,
      },
    ];
  });

/** A recommender finds its items in the catalogue, whatever its strategy. */
const emptyHanded = ({ candidate, field }: PlacedCandidate, catalogue: Playbook['catalogue']): readonly Finding[] => {
  if (!candidate.recommend || catalogue?.length) return [];
  const message = `nobody gets ${candidate.id}: it recommends, and there is no catalogue to recommend from`;
  return [{ field, message, fix: 'add the items to catalogue, the most popular first' }];
};

const WHOM: Readonly<Record<string, string>> = {
  segment: 'nobody is ever in it',
  stage: 'nobody ever reaches it',
  experiment: 'nobody takes part',
  candidate: 'nobody gets it',
  trigger: 'it never fires',
  event: 'no event fits',
};

/** Finds candidates that another one always comes before, conditions that contradict themselves, and schedules that are over. */
export const unreachable = (playbook: Playbook, nowMs: number): readonly Finding[] => [
  ...(playbook.slots ?? []).flatMap((slot, index) => hiddenIn(slot, `slots[${index}]`, playbook.campaigns ?? [])),
  ...candidatesIn(playbook).flatMap((placed) => emptyHanded(placed, playbook.catalogue)),
  ...conditionsIn(playbook).flatMap(({ field, owner, clauses }) => {
    const fact = contradictionIn(clauses);
    if (fact === null) return [];
    const message = `${WHOM[owner]}: what it asks of ${fact} cannot all be true`;
    return [{ field, message, fix: `correct what it asks of ${fact}; for one or the other, write $or` }];
  }),
  ...schedulesIn(playbook).flatMap(({ field, schedule }) =>
    spanOf(schedule).untilMs <= nowMs
      ? [{ field, message: `was over on ${schedule.until}`, fix: 'move until, or take its owner out' }]
      : [],
  ),
];
