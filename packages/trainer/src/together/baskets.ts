import { fnv32a } from '@aisle/engine';
import type { SessionEvent } from '../neighbours/session-corpus.js';

/**
 * Gives what was bought in one session, each item once; sessions that bought one thing or nothing are none. Orders of one session
 * are one basket: the privacy floor counts sessions, and who orders twice within the hour completes what was bought.
 */
export const basketsOf = (sessions: Iterable<readonly SessionEvent[]>): Iterable<readonly SessionEvent[]> => ({
  *[Symbol.iterator]() {
    for (const session of sessions) {
      const bought = new Map(
        session.filter(({ type }) => type === 'purchase').map((event) => [event.itemId, event] as const),
      );
      if (bought.size > 1) yield [...bought.values()];
    }
  },
});

/**
 * Gives baskets with their items in an order that says nothing, the same each time: what was scanned one after the other lies one
 * beside the other on a shelf, and no slot could ask in that order.
 */
export const shuffledBaskets = (sessions: Iterable<readonly SessionEvent[]>): Iterable<readonly SessionEvent[]> => ({
  *[Symbol.iterator]() {
    let at = 0;
    for (const basket of basketsOf(sessions)) {
      at += 1;
      const places = new Map(basket.map((event) => [event, fnv32a(`${at}/${event.itemId}`)]));
      // All at one time, or they would be put back in the order of time.
      const atMs = basket[0]?.atMs;
      yield basket
        .toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0))
        .map((event) => ({ ...event, ...(atMs !== undefined && { atMs }) }));
    }
  },
});
