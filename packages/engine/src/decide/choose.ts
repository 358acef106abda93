import type { Candidate } from '@aisle/schema';
import { type Facts, meets } from '../condition/matches.js';
import type { ParsedCondition } from '../condition/parse-condition.js';
import { own } from '../own.js';
import type { Decision, Pick, TraceStep } from './decision.js';

/** A decision without the names of its slot and playbook. */
export type Choice = Omit<Decision, 'slot' | 'playbook'>;

type Recommend = (recommenderId: string, limit: number | undefined) => readonly Pick[];

/** The choice of nothing: the default content stays. */
export const noChoice: Choice = { candidate: null, content: {}, items: [], reason: 'no-match', trace: [] };

/** What becomes of an owner of a published condition, by the condition alone. What cannot be read does not match. */
export const outcomeOf = (
  owner: { readonly when?: unknown },
  facts: Facts,
): 'chosen' | 'no-match' | 'unknown-operator' => {
  const when = own(owner, 'when') as ParsedCondition | undefined;
  if (own(when, 'unknown')) return 'unknown-operator';
  return meets(own(when, 'clauses'), facts) ? 'chosen' : 'no-match';
};

const itemsFor = (candidate: Candidate, recommend: Recommend): readonly Pick[] | null => {
  const wanted = own(candidate, 'recommend');
  if (!wanted) return [];
  const items = recommend(wanted.recommender, own(wanted, 'limit'));
  return items.length < (own(wanted, 'atLeast') ?? 1) ? null : items;
};

/** Takes the first candidate that matches and has enough items, and notes what became of each. */
export const choose = (candidates: readonly Candidate[], facts: Facts, recommend: Recommend): Choice => {
  let chosen = noChoice;
  const trace = candidates.map((candidate): TraceStep => {
    const noted = (outcome: TraceStep['outcome']) => ({ candidate: candidate.id, outcome });
    if (chosen !== noChoice) return noted('not-reached');
    const outcome = outcomeOf(candidate, facts);
    const items = outcome === 'chosen' ? itemsFor(candidate, recommend) : [];
    if (!items) return noted('too-few-items');
    if (outcome === 'chosen')
      chosen = {
        ...noChoice,
        candidate: candidate.id,
        content: own(candidate, 'content') ?? {},
        items,
        reason: 'matched',
      };
    return noted(outcome);
  });
  return { ...chosen, trace };
};
