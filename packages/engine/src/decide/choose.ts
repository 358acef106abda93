import { meets } from '../condition/matches.js';
import { valueAt } from '../condition/operators.js';
import type { Gate, PublishedCandidate, PublishedSlot } from '../publish/published.js';
import type { Outcome, Pick, TraceStep } from './decision.js';

/** What a slot's candidates came to. */
export interface Choice {
  readonly chosen: PublishedCandidate | null;
  readonly items: readonly Pick[];
  readonly trace: readonly TraceStep[];
  /** Experiments of which an arm was asked: who would not have seen the candidate anyway takes no part. */
  readonly asked: ReadonlySet<string>;
}

const scoreOf = ({ weight, weighted }: PublishedCandidate, facts: object): number =>
  weighted.reduce((sum, [path, worth]) => sum + worth * (Number(valueAt(facts, path)) || 0), weight);

/** The candidates in the order in which they are asked: by priority, then by weighted score, then as they stand. */
export const inOrder = ({ candidates }: PublishedSlot, facts: object): readonly PublishedCandidate[] =>
  candidates
    .map((candidate) => [candidate, scoreOf(candidate, facts)] as const)
    .toSorted(([a, scoreA], [b, scoreB]) => b.priority - a.priority || scoreB - scoreA)
    .map(([candidate]) => candidate);

const failing = (gates: readonly Gate[], facts: object): Outcome | undefined =>
  gates.find(([, when]) => !meets(when, facts))?.[0];

/** Takes the first candidate that passes all its gates and has enough items, and notes what became of each. */
export const choose = (
  slot: PublishedSlot,
  facts: object,
  recommend: (recommenderId: string, limit: number) => readonly Pick[],
): Choice => {
  let chosen: PublishedCandidate | null = null;
  let items: readonly Pick[] = [];
  const asked = new Set<string>();

  const outcomeOf = (candidate: PublishedCandidate): Outcome => {
    if (chosen) return 'not-reached';
    const { gates, recommend: wanted, experiments, arms } = candidate;
    const failed = failing(gates, facts);
    if (failed) return failed;
    const found = wanted ? recommend(wanted.recommender, wanted.limit) : [];
    if (wanted && found.length < wanted.atLeast) return 'too-few-items';
    experiments.forEach((id) => asked.add(id));
    const other = failing(arms, facts);
    if (other) return other;
    chosen = candidate;
    items = found;
    return 'chosen';
  };
  const trace = inOrder(slot, facts).map((candidate) => ({ candidate: candidate.id, outcome: outcomeOf(candidate) }));
  return { chosen, items, trace, asked };
};
