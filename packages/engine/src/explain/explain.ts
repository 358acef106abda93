import { inOrder } from '../decide/choose.js';
import type { Situation } from '../decide/situation.js';
import type { PublishedPlaybook } from '../publish/published.js';
import { treeOf } from './condition-tree.js';
import type { Explained, Explanation } from './explanation.js';
import { inputsOf } from './inputs-of.js';
import { factsBefore } from './reads-in.js';
import { linesOf, sentencesOf } from './say.js';
import { type Words, englishWords } from './words.js';

/** Explains a decision by making it again: the same profile and context give the same decision. */
export const explainWith = (
  playbook: PublishedPlaybook,
  slotId: string,
  { situation, words }: { readonly situation: Situation; readonly words?: Words | undefined },
): Explanation => {
  const { facts, assignmentTo } = situation;
  const decision = situation.decide(slotId);
  const slot = playbook.slots.find(({ id }) => id === slotId);
  const outcomes = new Map(decision.trace.map(({ candidate, outcome }) => [candidate, outcome]));
  const known: Omit<Explained, 'inputs'> = {
    decision,
    candidates: (slot ? inOrder(slot, facts) : []).map((candidate) => ({
      id: candidate.id,
      title: candidate.title ?? candidate.id,
      outcome: outcomes.get(candidate.id) ?? 'not-reached',
      gates: [...candidate.gates, ...candidate.arms].map(([outcome, when]) => ({ outcome, tree: treeOf(when, facts) })),
    })),
    segments: playbook.segments.map(({ id, title, when }, place) => ({
      id,
      title,
      isIn: facts.segments.includes(id),
      tree: treeOf(when, factsBefore(facts, playbook.segments.slice(0, place))),
    })),
    stage: facts.stage,
    scores: facts.scores,
    history: facts.history,
    experiments: playbook.experiments.map(({ id }) => assignmentTo(id)),
  };
  const inputs = slot ? inputsOf({ playbook, slot, situation, explained: known }) : [];
  const explained: Explained = { ...known, inputs };
  return { ...explained, lines: linesOf(explained), shopper: sentencesOf(explained, words ?? englishWords) };
};
