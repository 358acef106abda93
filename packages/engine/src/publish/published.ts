import type { Action, Candidate, CatalogueItem, ModelReference, Prefetch, Recommender } from '@aisle/schema';
import type { Clause } from '../condition/operators.js';
import type { Outcome } from '../decide/decision.js';
import type { Range } from '../experiment/bucket.js';
import type { Namespace } from '../experiment/namespace.js';
import type { Accumulator } from '../history/history.js';

interface Conditional {
  readonly id: string;
  readonly when: readonly Clause[];
}

export interface PublishedSegment extends Conditional {
  readonly title: string;
}

/** One question after the other; the first that is not met says what became of the candidate. */
export type Gate = readonly [outcome: Outcome, when: readonly Clause[]];

/** A candidate as a device asks it. */
export interface PublishedCandidate {
  readonly id: string;
  readonly title?: string;
  /** Null beside a null `recommend`: the page's own content, as a control arm shows it. */
  readonly content: NonNullable<Candidate['content']> | null;
  readonly recommend: { readonly recommender: string; readonly limit: number; readonly atLeast: number } | null;
  readonly campaign: string | null;
  readonly gates: readonly Gate[];
  /** Asked last: only who would see the candidate takes part in its experiment. */
  readonly arms: readonly Gate[];
  /** Experiments it depends on. */
  readonly experiments: readonly string[];
  readonly priority: number;
  readonly weight: number;
  /** Added to `weight`: paths of facts, and what one of each is worth. */
  readonly weighted: readonly (readonly [path: readonly string[], worth: number])[];
}

export interface PublishedSlot {
  readonly id: string;
  readonly title?: string;
  /** How long a visible slot may still change; 0: only before the first paint; -1: never. */
  readonly budgetMs: number;
  /** By priority. */
  readonly candidates: readonly PublishedCandidate[];
}

/** A stage with the name of the step that leads to it from each other one. */
export interface PublishedStage extends Conditional {
  readonly from: Readonly<Record<string, string>>;
}

/** An experiment as a device assigns it: ranges are cut, factors multiplied out. */
export interface PublishedExperiment {
  readonly id: string;
  readonly version: number;
  readonly variations: readonly string[];
  /** Of a multivariate test: the levels of each variation. */
  readonly levels: readonly Readonly<Record<string, string>>[];
  readonly ranges: readonly Range[];
  readonly seed: string;
  readonly hashVersion: number;
  readonly namespace: Namespace | null;
  readonly when: readonly Clause[];
}

/** A moment as a device waits for it: events that fit are found where the profile keeps when the last of them was. */
export type PublishedMoment =
  | { readonly moment: 'event' | 'segment'; readonly key: string }
  | { readonly moment: 'exit' }
  | { readonly moment: 'scroll'; readonly share: number }
  | { readonly moment: 'dwell'; readonly seconds: number }
  | { readonly moment: 'idle'; readonly seconds: number }
  | { readonly moment: 'return'; readonly minutes: number };

/** A trigger as a device waits for it; whether it fires says the slot `trigger/<id>`. */
export interface PublishedTrigger {
  readonly id: string;
  readonly on: PublishedMoment;
  readonly do: Action;
}

/** A playbook as a device reads it. `publish` makes it. */
export interface PublishedPlaybook {
  readonly v: 1;
  readonly version: string;
  readonly currency?: string;
  readonly recommenders: readonly Recommender[];
  readonly catalogue: readonly CatalogueItem[];
  /** Absent where a page has nothing to load for recommending: no model, no service to ask, no page to prefetch. */
  readonly models?: readonly ModelReference[];
  readonly prefetch?: Prefetch;
  /** The version of this form. */
  readonly published: 2;
  readonly accumulators: readonly Accumulator[];
  readonly segments: readonly PublishedSegment[];
  readonly stages: readonly PublishedStage[];
  /** The holdout is one of them, and the first. */
  readonly experiments: readonly PublishedExperiment[];
  readonly slots: readonly PublishedSlot[];
  /** Absent where there are none. */
  readonly triggers?: readonly PublishedTrigger[];
  /** Time zones that schedules are in. */
  readonly zones: readonly string[];
}
