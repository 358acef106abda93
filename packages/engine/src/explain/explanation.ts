import type { Decision, Outcome } from '../decide/decision.js';
import type { Assignment } from '../experiment/assign.js';
import type { ConditionTree } from './condition-tree.js';
import type { ExplainedInput } from './input.js';

/** One question that a candidate had to pass. */
export interface ExplainedGate {
  /** What becomes of the candidate when it does not hold. */
  readonly outcome: Outcome;
  readonly tree: ConditionTree;
}

export interface ExplainedCandidate {
  readonly id: string;
  readonly title: string;
  readonly outcome: Outcome;
  readonly gates: readonly ExplainedGate[];
}

export interface ExplainedSegment {
  readonly id: string;
  readonly title: string;
  readonly isIn: boolean;
  readonly tree: ConditionTree;
}

/** Why a slot gets what it gets, with the values seen. */
export interface Explained {
  readonly decision: Decision;
  /** In the order in which they were asked. */
  readonly candidates: readonly ExplainedCandidate[];
  readonly segments: readonly ExplainedSegment[];
  readonly stage: string | null;
  readonly scores: Readonly<Record<string, unknown>>;
  readonly history: Readonly<Record<string, unknown>>;
  readonly experiments: readonly Assignment[];
  /** What the decision rests on, and under which purposes. */
  readonly inputs: readonly ExplainedInput[];
}

/** What was found, and how it is said. Plain JSON. */
export interface Explanation extends Explained {
  /** Line by line, for a developer. */
  readonly lines: readonly string[];
  /** In a shopper's words and language; without names of segments or campaigns. */
  readonly shopper: string;
}
