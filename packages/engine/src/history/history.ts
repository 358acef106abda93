import type { Clause } from '../condition/operators.js';

/** Something that happened: when, how many at once, and its value or what their values add up to. */
export type Entry = readonly [atMs: number, count: number, value: unknown];

/** What the accumulators of a playbook hold, by their keys. Absent: not yet filled from the past. */
export type History = Readonly<Record<string, readonly Entry[]>>;

/** Which events an accumulator takes in, and what of them. */
export interface Rule {
  readonly events: readonly string[];
  /** Each item by itself instead of the event's parameters. */
  readonly items: boolean;
  readonly when: readonly Clause[];
  /** Path of the value; null for `points`. */
  readonly field: readonly string[] | null;
  /** For a score: what it adds. For a sequence: the step's number, from 1; 0 begins anew. */
  readonly points: number;
}

export type AccumulatorKind =
  'count' | 'sum' | 'average' | 'max' | 'distinct' | 'first' | 'last' | 'daysSince' | 'score' | 'sequence';

/** A question about the past in the form that is kept up to date event by event. Plain JSON, no field is left out. */
export interface Accumulator {
  /** The fact is `<space>.<id>`. */
  readonly space: 'history' | 'scores' | 'session' | 'campaign';
  readonly id: string;
  /** Where the profile keeps it; another definition has another key. */
  readonly key: string;
  readonly fn: AccumulatorKind;
  readonly rules: readonly Rule[];
  /** Null: ever, or as long as a session goes on. */
  readonly windowMs: number | null;
  readonly inSession: boolean;
  /** Entries at most. The oldest two become one, so the count stays right until they leave the window. */
  readonly max: number;
  /** Of a score; null: points stay. */
  readonly halfLifeMs: number | null;
  /** Of a score; null: no cap. */
  readonly cap: number | null;
  /** Of a sequence. */
  readonly steps: number;
}

/** What is left of a weight after some time; before its own time it is whole. */
export const decayed = (weight: number, ageMs: number, halfLifeMs: number): number =>
  weight * 2 ** (-Math.max(0, ageMs) / halfLifeMs);

/** From when on entries still count. Where no session goes on, nothing is in it. */
export const sinceOf = ({ windowMs, inSession }: Accumulator, nowMs: number, sessionMs: number | null): number =>
  inSession ? (sessionMs ?? Infinity) - 1 : nowMs - (windowMs ?? Infinity);
