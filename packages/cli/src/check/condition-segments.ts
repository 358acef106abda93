import type { Playbook, Segment } from '@aisle/schema';
import { conditionsIn, type PlacedCondition } from './conditions-in.js';
import { type NamedSegment, segmentsNamed } from './facts-named.js';
import { type Finding, nameOr } from './finding.js';

/** Says why a segment cannot be named where it is; null when it can. `place`: only those before it are known there. */
export const segmentFault = (
  id: string,
  segments: readonly Segment[],
  place = segments.length,
): Omit<Finding, 'field'> | null => {
  const at = segments.findIndex((segment) => segment.id === id);
  if (at >= 0 && at < place) return null;
  const earlier = segments.slice(0, place).map((segment) => segment.id);
  if (at === place) return { message: `${id} is the segment itself`, fix: nameOr(earlier, 'take it out') };
  return at < 0
    ? { message: `there is no segment ${id}`, fix: nameOr(earlier, `add ${id} to segments`) }
    : { message: `${id} stands further down: it is not decided yet`, fix: `move segments[${at}] before this one` };
};

const faultIn = (
  { owner, place }: PlacedCondition,
  { id, whole }: NamedSegment,
  segments: readonly Segment[],
): Omit<Finding, 'field'> | null => {
  if (whole) {
    return {
      message: `segments is a list, and is held against ${id} as a whole`,
      fix: `write { "segments": { "$in": ["${id}"] } }`,
    };
  }
  return segmentFault(id, segments, owner === 'segment' ? place : segments.length);
};

/** Finds segments that are named in conditions and do not exist, or not yet. */
export const unknownSegments = (playbook: Playbook): readonly Finding[] =>
  conditionsIn(playbook)
    .filter(({ owner }) => owner !== 'event')
    .flatMap((placed) =>
      segmentsNamed(placed.clauses).flatMap((named) => {
        const fault = faultIn(placed, named, playbook.segments ?? []);
        return fault ? [{ field: placed.field, ...fault }] : [];
      }),
    );
