import { parseCondition } from '@aisle/engine';
import type { Playbook, Slot } from '@aisle/schema';

/** One thing that a playbook of the right form gets wrong: where, what, and how to put it right. */
export interface Finding {
  /** JSON path from the playbook's root, `slots[0].candidates[2].when`. */
  readonly field: string;
  readonly message: string;
  readonly fix: string;
}

interface Identified {
  readonly id: string;
}

const repeatedIn = (path: string, list: readonly Identified[]): readonly Finding[] =>
  list.flatMap(({ id }, index) => {
    const first = list.findIndex((other) => other.id === id);
    if (first === index) return [];
    const message = `${id} is the id of ${path}[${first}] already`;
    return [{ field: `${path}[${index}].id`, message, fix: 'give each its own id, or take one out' }];
  });

/** Says where a recommender is named that is not there. */
const missing = (field: string, id: string, known: readonly Identified[]): readonly Finding[] => {
  if (known.some((recommender) => recommender.id === id)) return [];
  const ids = known.map((recommender) => recommender.id).join(', ');
  const fix = ids ? `name one of ${ids}, or add ${id} to recommenders` : `add ${id} to recommenders`;
  return [{ field, message: `there is no recommender ${id}`, fix }];
};

const fallbacksIn = ({ recommenders = [] }: Playbook): readonly Finding[] =>
  recommenders.flatMap(({ id, fallback }, index) => {
    const field = `recommenders[${index}].fallback`;
    if (fallback === undefined) return [];
    if (fallback !== id) return missing(field, fallback, recommenders);
    return [{ field, message: `${id} falls back to itself`, fix: 'name another recommender, or take it out' }];
  });

/** Calls for each candidate, with its path. */
const perCandidate = (
  { slots = [] }: Playbook,
  look: (path: string, candidate: Slot['candidates'][number]) => readonly Finding[],
): readonly Finding[] =>
  slots.flatMap(({ candidates }, slot) =>
    candidates.flatMap((candidate, index) => look(`slots[${slot}].candidates[${index}]`, candidate)),
  );

/** Names an operator that makes every device leave its owner out. */
const unknownIn = (playbook: Playbook, path: string, when: unknown): readonly Finding[] => {
  if (when === undefined) return [];
  const isParsed = playbook['published'] === 1;
  const { unknown } = isParsed ? (when as { readonly unknown?: unknown }) : parseCondition(when);
  if (typeof unknown !== 'string') return [];
  return [
    {
      field: `${path}.when`,
      message: `${unknown} is no operator of this release, or its argument cannot be read`,
      fix: 'correct it, or take it out',
    },
  ];
};

/** Finds what a schema cannot see: ids that come twice, recommenders that are not there, operators nobody knows. */
export const brokenReferences = (playbook: Playbook): readonly Finding[] => {
  const { segments = [], recommenders = [], slots = [] } = playbook;
  return [
    ...repeatedIn('segments', segments),
    ...repeatedIn('recommenders', recommenders),
    ...repeatedIn('slots', slots),
    ...slots.flatMap(({ candidates }, index) => repeatedIn(`slots[${index}].candidates`, candidates)),
    ...fallbacksIn(playbook),
    ...perCandidate(playbook, (path, { recommend }) =>
      recommend ? missing(`${path}.recommend.recommender`, recommend.recommender, recommenders) : [],
    ),
    ...segments.flatMap(({ when }, index) => unknownIn(playbook, `segments[${index}]`, when)),
    ...perCandidate(playbook, (path, { when }) => unknownIn(playbook, path, when)),
  ];
};
