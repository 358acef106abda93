import type { ConditionTree } from './condition-tree.js';
import type { Explained } from './explanation.js';
import type { ExplainedInput } from './input.js';
import { type Words, outcomeWords } from './words.js';

const shown = (value: unknown): string => JSON.stringify(value) ?? 'nothing';

const linesOfTree = (tree: ConditionTree, indent: string): readonly string[] => {
  const mark = `${indent}${tree.holds ? '✓' : '✗'}`;
  if (tree.kind === 'check')
    return [`${mark} ${tree.fact || 'it'} ${tree.operator} ${shown(tree.expected)}: saw ${shown(tree.seen)}`];
  return [`${mark} ${tree.kind} of`, ...tree.parts.flatMap((part) => linesOfTree(part, `${indent}  `))];
};

const isEverybody = (tree: ConditionTree): boolean => tree.kind === 'all' && !tree.parts[0];

const lineOfInput = ({ fact, value, use, through, purposes }: ExplainedInput): string =>
  `rests on ${fact} = ${shown(value)}: ${use}${through ? `, ${through}` : ''} (${purposes.join(', ')})`;

/** Says an explanation line by line, for a developer. */
export const linesOf = ({
  decision,
  candidates,
  segments,
  stage,
  experiments,
  inputs,
}: Explained): readonly string[] => [
  `${decision.slot}: ${decision.candidate ?? 'default content'} (${decision.reason}), playbook ${decision.playbook ?? 'none'}`,
  ...candidates.flatMap(({ id, outcome, gates }) => [
    `  ${id}: ${outcomeWords[outcome]}`,
    ...gates.flatMap(({ tree }) => (isEverybody(tree) ? [] : linesOfTree(tree, '    '))),
  ]),
  `segments: ${segments.flatMap(({ id, isIn }) => (isIn ? [id] : [])).join(', ') || 'none'}`,
  `stage: ${stage ?? 'none'}`,
  ...experiments.map(({ experiment, variation, reason }) => `${experiment}: ${variation ?? 'no arm'} (${reason})`),
  ...inputs.map(lineOfInput),
];

/** What of a shopper's is behind it: a stage is a reason by itself, a segment is what put them there. */
const reasonOf = ({ fact, use, through = '' }: ExplainedInput): readonly string[] => {
  if (!/^(audience|order)$/.test(use) || through.startsWith('experiments.')) return [];
  return [through.startsWith('stage.') ? 'stage' : fact];
};

/** Says an explanation in a shopper's words: what of theirs it rests on, and whether it is part of a test. */
export const sentencesOf = ({ decision, inputs }: Explained, words: Words): string => {
  if (decision.candidate === null && decision.trace.some(({ outcome }) => outcome === 'held-out')) return words.heldOut;
  const facts = [
    // A control arm shows the page's own content: nothing about the shopper is behind that.
    ...(decision.candidate === null ? [] : inputs.flatMap(reasonOf)),
    // What the shop pinned rests on nothing.
    ...decision.items.flatMap(({ because, strategy }) =>
      because !== undefined ? (strategy === 'cross-sell' ? 'cart' : 'items') : strategy === 'pinned' ? [] : 'popular',
    ),
  ];
  const reasons = facts.flatMap((fact) => words.reasons[fact] ?? words.reasons[fact.split('.')[0] ?? ''] ?? []);
  const isTested = decision.experiments.some(({ id }) => id !== 'holdout');
  const because = words.because.replace('{reasons}', new Intl.ListFormat(words.language).format(new Set(reasons)));
  // What is tested is not what everybody sees.
  return `${reasons.length > 0 ? because : isTested ? '' : words.everybody} ${isTested ? words.tested : ''}`.trim();
};
