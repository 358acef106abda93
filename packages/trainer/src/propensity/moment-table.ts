import { createGrowingArray } from '../neighbours/growing-array.js';

/** What became of a moment. */
export type Outcome = 'open' | 'yes' | 'no';

/** Moments at which a prediction is asked for, and what became of them; packed, because there are millions. */
export interface MomentTable {
  readonly size: () => number;
  /** Adds a moment whose outcome is open, and gives its place. */
  add(moment: NewMoment): number;
  /** Settles a moment: what became of it, and when that was known. */
  settle(place: number, outcome: Exclude<Outcome, 'open'>, atMs: number): void;
  outcome(place: number): Outcome;
  /** When its outcome was known. */
  settledMs(place: number): number;
  /** When its session began. */
  sessionMs(place: number): number;
  /** A number for its visitor. */
  visitor(place: number): number;
  /** The event right after which it is. */
  row(place: number): number;
  category(place: number): number;
}

/** A moment before its outcome is known. */
export interface NewMoment {
  readonly visitor: number;
  readonly sessionMs: number;
  readonly row: number;
  /** A number for the category that is asked about; 0 where none is. */
  readonly category: number;
}

const outcomes: readonly Outcome[] = ['open', 'yes', 'no'];

/** Makes an empty table. */
export const createMomentTable = (): MomentTable => {
  const whole = () => createGrowingArray((length) => new Uint32Array(length));
  const time = () => createGrowingArray((length) => new Float64Array(length));
  const [visitors, rows, categories] = [whole(), whole(), whole()];
  const [sessionsMs, settledMs] = [time(), time()];
  const found = createGrowingArray((length) => new Uint8Array(length));
  return {
    size: rows.length,
    add({ visitor, sessionMs, row, category }) {
      visitors.push(visitor);
      rows.push(row);
      categories.push(category);
      sessionsMs.push(sessionMs);
      settledMs.push(0);
      found.push(0);
      return rows.length() - 1;
    },
    settle(place, outcome, atMs) {
      found.put(place, outcomes.indexOf(outcome));
      settledMs.put(place, atMs);
    },
    outcome: (place) => outcomes[found.at(place)] ?? 'open',
    settledMs: settledMs.at,
    sessionMs: sessionsMs.at,
    visitor: visitors.at,
    row: rows.at,
    category: categories.at,
  };
};
