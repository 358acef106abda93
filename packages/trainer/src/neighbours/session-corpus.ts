import { neighbourFormat } from '@aisle/engine';
import { TrainerError } from '../trainer-error.js';
import { createGrowingArray } from './growing-array.js';

/** One thing that a shopper did with an item. */
export interface SessionEvent {
  readonly itemId: string;
  /** A GA4 name: `view_item`, `add_to_cart`, `purchase`. What is not known counts as a view. */
  readonly type: string;
  /** ms since 1970. Where it is missing the order of events and sessions stands for time. */
  readonly atMs?: number;
  /** The shopper's country, ISO 3166-1. */
  readonly region?: string;
}

/** All sessions, packed: 13 bytes an event. */
export interface SessionCorpus {
  /** Ids in the order in which they came up; an item's number is its place. */
  readonly itemIds: readonly string[];
  /** The item of each event, session after session. */
  readonly items: Uint32Array;
  readonly weights: Float32Array;
  /** Where each session begins in `items`, and the end of all. */
  readonly starts: Uint32Array;
  /** When each session ended; NaN where that is not said. */
  readonly endsAtMs: Float64Array;
}

/** The format numbers them in 24 bits. */
const MOST_ITEMS = 2 ** 24;

const complain = (field: string, found: unknown, fix: string): never => {
  const shown = typeof found === 'string' ? JSON.stringify(found) : String(found);
  throw new TrainerError(`${field}: found ${shown.slice(0, 60)}. Fix: ${fix}`);
};

const isIterable = (value: unknown): value is Iterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.iterator in value;

const checkEvent = (event: unknown, at: string): SessionEvent => {
  if (typeof event !== 'object' || event === null) return complain(at, event, 'give an object { itemId, type, atMs }');
  const { itemId, type, atMs } = event as Record<keyof SessionEvent, unknown>;
  if (typeof itemId !== 'string' || itemId === '') complain(`${at}.itemId`, itemId, 'give a string that is not empty');
  if (String(itemId).length > neighbourFormat.LONGEST_NAME)
    complain(`${at}.itemId`, itemId, `give at most ${neighbourFormat.LONGEST_NAME} characters`);
  if (typeof type !== 'string') complain(`${at}.type`, type, 'give the name of the event, view_item for instance');
  if (atMs != null && !Number.isFinite(atMs)) complain(`${at}.atMs`, atMs, 'give ms since 1970, or leave it out');
  return event as SessionEvent;
};

const inOrder = (events: readonly SessionEvent[]): readonly SessionEvent[] =>
  events.every((event, at) => at === 0 || !((event.atMs ?? 0) < (events[at - 1]?.atMs ?? 0)))
    ? events
    : events.toSorted((a, b) => (a.atMs ?? 0) - (b.atMs ?? 0));

/**
 * Packs sessions, one after the other, so that a stream of them need not fit into memory.
 *
 * @throws {TrainerError} naming the event and the field that is wrong.
 */
export const packSessions = (
  sessions: Iterable<readonly SessionEvent[]>,
  weightOf: (type: string) => number,
): SessionCorpus => {
  if (!isIterable(sessions))
    return complain('sessions', sessions, 'give an array of sessions, each an array of events');
  const numbers = new Map<string, number>();
  const items = createGrowingArray((length) => new Uint32Array(length));
  const weights = createGrowingArray((length) => new Float32Array(length));
  const starts = createGrowingArray((length) => new Uint32Array(length));
  const endsAtMs = createGrowingArray((length) => new Float64Array(length));
  const numberOf = (itemId: string): number => {
    const number = numbers.get(itemId) ?? numbers.size;
    if (number === MOST_ITEMS) complain('sessions', `more than ${MOST_ITEMS} items`, 'divide the catalogue');
    numbers.set(itemId, number);
    return number;
  };
  let count = 0;
  for (const session of sessions) {
    if (!Array.isArray(session)) complain(`sessions[${count}]`, session, 'give an array of events, oldest first');
    const events = session.map((event, at) => checkEvent(event, `sessions[${count}][${at}]`));
    count += 1;
    if (events.length === 0) continue;
    starts.push(items.length());
    for (const { itemId, type } of inOrder(events)) {
      items.push(numberOf(itemId));
      weights.push(weightOf(type));
    }
    endsAtMs.push(events.reduce((endMs, { atMs }) => Math.max(endMs, atMs ?? NaN), -Infinity));
  }
  starts.push(items.length());
  return {
    itemIds: [...numbers.keys()],
    ...{ items: items.done(), weights: weights.done(), starts: starts.done(), endsAtMs: endsAtMs.done() },
  };
};
