import type { RecordedEvent, RecordedName } from './recording.js';

/** What the page records, in the words of `aisle('record', …)`. */
export interface ReplayEvent {
  readonly name: RecordedName;
  readonly params: { readonly items: readonly [{ readonly item_id: string; readonly item_category?: string }] };
  /** When the page shall believe that it is. */
  readonly atMs: number;
}

/** One page load; its events are in the order of time. */
export type ReplaySession = readonly ReplayEvent[];

/** One device: the sessions share what the SDK stores. */
export type Shopper = readonly ReplaySession[];

/** Who comes, in the order of their first event. */
export interface ReplayPlan {
  readonly shoppers: readonly Shopper[];
  readonly sessions: number;
  readonly events: number;
}

export interface PlanOptions {
  /** What the last event's time becomes. */
  readonly nowMs: number;
  /** Only so many of the recording's sessions, in the order of its lines. Default: all. */
  readonly maxSessions?: number | undefined;
}

const byTime = (one: RecordedEvent, other: RecordedEvent): number => one.atMs - other.atMs;

const byFirstTime = ([one]: readonly RecordedEvent[], [other]: readonly RecordedEvent[]): number =>
  (one?.atMs ?? 0) - (other?.atMs ?? 0);

/** Groups in the order of each key's first appearance. */
const grouped = <Value>(values: readonly Value[], keyOf: (value: Value) => string): readonly (readonly Value[])[] => {
  const groups = new Map<string, Value[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group) group.push(value);
    else groups.set(keyOf(value), [value]);
  }
  return [...groups.values()];
};

const eventAt =
  (shiftMs: number) =>
  ({ name, itemId, category, atMs }: RecordedEvent): ReplayEvent => ({
    name,
    // No transaction_id: each line of a transaction is a purchase of its own.
    params: { items: [{ item_id: itemId, ...(category && { item_category: category }) }] },
    atMs: atMs + shiftMs,
  });

/**
 * Orders a recording for replay: shopper by shopper, session by session, event by event.
 *
 * All times are shifted by one constant, so that the last event is now, and order and gaps are as they were.
 */
export const planOf = (recording: readonly RecordedEvent[], { nowMs, maxSessions }: PlanOptions): ReplayPlan => {
  // The tab cannot be part of an id.
  const all = grouped(recording, ({ shopper, session }) => `${shopper}\t${session}`);
  const visits = all
    .slice(0, maxSessions ?? all.length)
    .map((events) => events.toSorted(byTime))
    .toSorted(byFirstTime);
  const lastMs = visits.reduce((latest, visit) => Math.max(latest, visit.at(-1)?.atMs ?? 0), 0);
  const toEvent = eventAt(nowMs - lastMs);
  const shoppers = grouped(visits, ([first]) => first?.shopper ?? '');
  return {
    shoppers: shoppers.map((ofShopper) => ofShopper.map((visit) => visit.map(toEvent))),
    sessions: visits.length,
    events: visits.reduce((sum, { length }) => sum + length, 0),
  };
};
