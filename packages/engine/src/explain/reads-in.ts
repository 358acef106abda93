import type { PublishedPlaybook, PublishedSegment } from '../publish/published.js';
import type { FactsInProgress } from '../facts/facts-of.js';
import { type ConditionTree, checksBehind, checksIn, treeOf } from './condition-tree.js';
import type { ExplainedSegment } from './explanation.js';
import type { Read } from './input.js';

/** What a condition was asked against. */
export interface Asked {
  readonly playbook: Pick<PublishedPlaybook, 'segments' | 'stages'>;
  readonly facts: FactsInProgress;
  /** Those that the condition could see. */
  readonly segments: readonly ExplainedSegment[];
}

/** As a segment was asked: the segments before it were known, those behind it and the stage were not. */
export const factsBefore = (facts: FactsInProgress, earlier: readonly PublishedSegment[]): object => {
  const segments = facts.segments.filter((id) => earlier.some((segment) => segment.id === id));
  const known = Object.getOwnPropertyDescriptors(facts);
  return Object.defineProperties({}, { ...known, segments: { value: segments }, stage: { value: null } });
};

/** Says what was asked for instead of facts. */
export const through = (name: string, reads: readonly Read[]): readonly Read[] =>
  reads.map((read) => ({ ...read, through: name }));

/** Where the shopper is in one of the segments that were named, that; else what kept them out of all. */
const readsOfSegments = (expected: unknown, asked: Asked): readonly Read[] => {
  const text = JSON.stringify(expected) ?? '';
  const named = asked.segments.filter(({ id }) => text.includes(`"${id}"`));
  const entered = named.filter(({ isIn }) => isIn);
  return (entered[0] ? entered : named).flatMap((segment) => {
    const segments = asked.segments.slice(0, asked.segments.indexOf(segment));
    return through(`segments.${segment.id}`, readsIn(segment.tree, { ...asked, segments }, !segment.isIn));
  });
};

/** The last stage that holds counts: what made it hold, and what kept the later ones from it. */
const readsOfStage = (asked: Asked): readonly Read[] => {
  const { playbook, facts } = asked;
  const before = factsBefore(facts, playbook.segments);
  const later = playbook.stages.slice(
    Math.max(
      0,
      playbook.stages.findIndex(({ id }) => id === facts.stage),
    ),
  );
  return through(
    `stage.${facts.stage}`,
    later.flatMap(({ id, when }) => readsIn(treeOf(when, before), asked, id !== facts.stage)),
  );
};

/**
 * Lists what made a condition hold, or kept it from holding. Segments and stages are worked out anew for each decision: what
 * put the shopper there was read, and is listed.
 */
export const readsIn = (tree: ConditionTree, asked: Asked, isAbsent = false): readonly Read[] =>
  (isAbsent ? checksIn(tree) : checksBehind(tree)).flatMap(({ fact, seen, expected }): readonly Read[] => {
    if (fact === 'stage') return readsOfStage(asked);
    return fact === 'segments' ? readsOfSegments(expected, asked) : [{ fact, value: seen }];
  });
