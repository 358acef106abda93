import { type ParsedCondition, parseCondition } from '@aisle/engine';
import type { Condition, EventPattern, Playbook, Slot } from '@aisle/schema';

/** Whose condition it is: that decides which facts it can see. `event` looks at what an event carries, not at facts. */
export type Owner = 'segment' | 'stage' | 'experiment' | 'candidate' | 'trigger' | 'event';

/** A condition somewhere in a playbook. */
export interface PlacedCondition {
  readonly field: string;
  readonly owner: Owner;
  /** The owner's position in its list. */
  readonly place: number;
  readonly condition: Condition;
  readonly clauses: Clauses;
}

export type Clauses = ParsedCondition['clauses'];
export type Candidate = Slot['candidates'][number];

/** A candidate, and where it stands. */
export interface PlacedCandidate {
  readonly field: string;
  readonly slot: Slot;
  readonly candidate: Candidate;
}

/** Lists every candidate of every slot, in the order of the file. */
export const candidatesIn = ({ slots = [] }: Playbook): readonly PlacedCandidate[] =>
  slots.flatMap((slot, at) =>
    slot.candidates.map((candidate, index) => ({ field: `slots[${at}].candidates[${index}]`, slot, candidate })),
  );

interface Owning {
  readonly field: string;
  readonly owner: Owner;
  readonly place: number;
}

const conditionAt = (owning: Owning, condition: Condition | undefined): readonly PlacedCondition[] =>
  condition === undefined ? [] : [{ ...owning, condition, clauses: parseCondition(condition).clauses }];

const patternsIn = (playbook: Playbook): readonly (readonly [field: string, pattern: EventPattern])[] => {
  const { aggregates = [], sequences = [], scores = [], triggers = [] } = playbook;
  const placed = (path: string, patterns: readonly EventPattern[]) =>
    patterns.map((pattern, at) => [`${path}[${at}]`, pattern] as const);
  return [
    ...placed('aggregates', aggregates),
    ...sequences.flatMap(({ steps, without = [] }, at) => [
      ...placed(`sequences[${at}].steps`, steps),
      ...placed(`sequences[${at}].without`, without),
    ]),
    ...scores.flatMap(({ rules }, at) => placed(`scores[${at}].rules`, rules)),
    ...triggers.flatMap(({ on }, at) => (on.moment === 'event' ? [[`triggers[${at}].on`, on] as const] : [])),
  ];
};

/** Lists every condition of a playbook. */
export const conditionsIn = (playbook: Playbook): readonly PlacedCondition[] => {
  const { segments = [], journey, experiments = [], triggers = [] } = playbook;
  return [
    ...patternsIn(playbook).flatMap(([field, { where }], place) =>
      conditionAt({ field: `${field}.where`, owner: 'event', place }, where),
    ),
    ...segments.flatMap(({ when }, place) =>
      conditionAt({ field: `segments[${place}].when`, owner: 'segment', place }, when),
    ),
    ...(journey?.stages ?? []).flatMap(({ when }, place) =>
      conditionAt({ field: `journey.stages[${place}].when`, owner: 'stage', place }, when),
    ),
    ...experiments.flatMap(({ when }, place) =>
      conditionAt({ field: `experiments[${place}].when`, owner: 'experiment', place }, when),
    ),
    ...candidatesIn(playbook).flatMap(({ field, candidate: { when } }, place) =>
      conditionAt({ field: `${field}.when`, owner: 'candidate', place }, when),
    ),
    ...triggers.flatMap(({ when }, place) =>
      conditionAt({ field: `triggers[${place}].when`, owner: 'trigger', place }, when),
    ),
  ];
};
