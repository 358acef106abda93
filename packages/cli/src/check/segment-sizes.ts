import type { Playbook, Segment } from '@aisle/schema';
import { candidatesIn } from './conditions-in.js';
import { counted, percent } from '../counted.js';
import type { Finding } from './finding.js';
import type { Replayed } from './replay-visitors.js';
import type { Untold } from './untold.js';

/** Fewer visitors than these, whichever is more, are too few to learn from or to write content for. */
const LEAST_VISITORS = 50;
const LEAST_SHARE = 0.005;
/** Two segments of which nine in ten members are the same are one with two names. */
const SAME = 0.9;

type Placed = readonly [segment: Segment, field: string];

const sizeFault = ({ id }: Segment, { membership, visitors }: Replayed): Omit<Finding, 'field'> | null => {
  const size = membership.sizeOf(id);
  if (size === 0) {
    const message = `nobody of ${counted(visitors)} visitors was ever in ${id}`;
    return { message, fix: 'look at its condition; a name of a category or an event may be written differently' };
  }
  const least = Math.max(LEAST_VISITORS, visitors * LEAST_SHARE);
  if (visitors < LEAST_VISITORS || size >= least) return null;
  return {
    message: `${id} is too small to matter: ${counted(size)} of ${counted(visitors)} visitors, ${percent(size / visitors)}; ${counted(Math.ceil(least))} is the least`,
    fix: 'widen its condition, merge it with another one, or take it out',
  };
};

const overlapsIn = (segments: readonly Placed[], { membership, visitors }: Replayed): readonly Finding[] => {
  const least = Math.max(LEAST_VISITORS, visitors * LEAST_SHARE);
  const large = segments.filter(([{ id }]) => membership.sizeOf(id) >= least);
  return large.flatMap(([{ id }, field], index) =>
    large.slice(0, index).flatMap(([{ id: other }]) => {
      const both = membership.together(id, other);
      const either = membership.sizeOf(id) + membership.sizeOf(other) - both;
      if (both / either < SAME) return [];
      const message = `${id} and ${other} are nearly the same: ${counted(both)} of ${counted(either)} visitors were in both at once, ${percent(both / either)}`;
      return [{ field, message, fix: 'keep one of them, or make them differ' }];
    }),
  );
};

/** Warns of segments that nobody enters, that are too small, or that are one with two names. */
export const segmentWarnings = (playbook: Playbook, replayed: Replayed, untold: Untold): readonly Finding[] => {
  const placed = (playbook.segments ?? [])
    .map((segment, index): Placed => [segment, `segments[${index}]`])
    .filter(([{ id }]) => !untold.segments.has(id));
  return [
    ...placed.flatMap(([segment, field]) => {
      const fault = sizeFault(segment, replayed);
      return fault ? [{ field, ...fault }] : [];
    }),
    ...overlapsIn(placed, replayed),
  ];
};

/** Warns of candidates that no visitor of the file would have got. */
export const candidateWarnings = (
  playbook: Playbook,
  { got, visitors }: Replayed,
  untold: Untold,
): readonly Finding[] =>
  candidatesIn(playbook).flatMap(({ field, slot, candidate: { id } }) => {
    if (got.has(`${slot.id}/${id}`) || untold.candidates.has(field)) return [];
    const message = `nobody of ${counted(visitors)} visitors would have got ${id}`;
    return [{ field, message, fix: 'look at its condition, and at the candidates that are asked before it' }];
  });
