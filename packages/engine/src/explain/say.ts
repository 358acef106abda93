import { type ConditionTree, checksBehind } from './condition-tree.js';
import type { Explained, ExplainedSegment } from './explanation.js';
import { type Words, outcomeWords } from './words.js';

const shown = (value: unknown): string => JSON.stringify(value) ?? 'nothing';

const linesOfTree = (tree: ConditionTree, indent: string): readonly string[] => {
  const mark = `${indent}${tree.holds ? '✓' : '✗'}`;
  if (tree.kind === 'check')
    return [`${mark} ${tree.fact || 'it'} ${tree.operator} ${shown(tree.expected)}: saw ${shown(tree.seen)}`];
  return [`${mark} ${tree.kind} of`, ...tree.parts.flatMap((part) => linesOfTree(part, `${indent}  `))];
};

const isEverybody = (tree: ConditionTree): boolean => tree.kind === 'all' && tree.parts.length === 0;

/** Says an explanation line by line, for a developer. */
export const linesOf = ({ decision, candidates, segments, stage, experiments }: Explained): readonly string[] => [
  `${decision.slot}: ${decision.candidate ?? 'default content'} (${decision.reason}), playbook ${decision.playbook ?? 'none'}`,
  ...candidates.flatMap(({ id, outcome, gates }) => [
    `  ${id}: ${outcomeWords[outcome]}`,
    ...gates.flatMap(({ tree }) => (isEverybody(tree) ? [] : linesOfTree(tree, '    '))),
  ]),
  `segments: ${segments.flatMap(({ id, isIn }) => (isIn ? [id] : [])).join(', ') || 'none'}`,
  `stage: ${stage ?? 'none'}`,
  ...experiments.map(({ experiment, variation, reason }) => `${experiment}: ${variation ?? 'no arm'} (${reason})`),
];

/** A segment is no reason by itself: what put the shopper into those that were asked for is. */
const reasonsIn = (tree: ConditionTree, segments: readonly ExplainedSegment[]): readonly string[] =>
  checksBehind(tree).flatMap(({ fact, expected }) => {
    if (fact !== 'segments') return [fact];
    const asked = shown(expected);
    return segments.flatMap(({ id, isIn, tree: why }, place) =>
      isIn && asked.includes(`"${id}"`) ? reasonsIn(why, segments.slice(0, place)) : [],
    );
  });

const listOf = (reasons: readonly string[], language: string): string =>
  new Intl.ListFormat(language, { type: 'conjunction' }).format(reasons);

/** Says an explanation in a shopper's words: what of theirs it rests on, and whether it is part of a test. */
export const sentencesOf = ({ decision, candidates, segments }: Explained, words: Words): string => {
  if (decision.candidate === null && decision.trace.some(({ outcome }) => outcome === 'held-out')) return words.heldOut;
  // A control arm shows the page's own content: nothing about the shopper is behind that.
  const chosen = decision.candidate === null ? undefined : candidates.find(({ outcome }) => outcome === 'chosen');
  const audience = chosen?.gates.filter(({ outcome }) => outcome === 'no-match').map(({ tree }) => tree) ?? [];
  const facts = [
    ...audience.flatMap((tree) => reasonsIn(tree, segments)),
    ...decision.items.map(({ because }) => (because === undefined ? 'popular' : 'items')),
  ];
  const reasons = facts.flatMap((fact) => words.reasons[fact] ?? words.reasons[fact.split('.')[0] ?? ''] ?? []);
  const isTested = decision.experiments.some(({ id }) => id !== 'holdout');
  const because = words.because.replace('{reasons}', listOf([...new Set(reasons)], words.language));
  // What is tested is not what everybody sees.
  return [reasons.length > 0 ? because : isTested ? '' : words.everybody, isTested ? words.tested : '']
    .filter(Boolean)
    .join(' ');
};
