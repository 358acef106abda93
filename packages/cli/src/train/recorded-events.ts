import type { AisleEvent } from '@aisle/schema';
import { TYPES } from './recorded-lines.js';

type Item = NonNullable<AisleEvent['params']['items']>[number];

interface Row {
  readonly session: string;
  readonly user: string;
  readonly name: string;
  readonly atMs: number;
  readonly item: Item;
}

/** Lines of one order stand so near each other at most. */
const ORDER_MS = 60_000;

const rowOf = (line: string): Row => {
  const [session = '', itemId = '', seconds = '', type = '', category = '', user = ''] = line.split('\t');
  const item = { item_id: itemId, ...(category !== '' && { item_category: category }) };
  return { session, user, name: TYPES.get(type) ?? type, atMs: Number(seconds) * 1_000, item };
};

/**
 * Gives a recording's lines as the events that a page would have sent, by time; lines of one order are one purchase. Who has no UserId comes
 * once.
 */
export const eventsRecorded = (lines: readonly string[]): readonly AisleEvent[] => {
  const orders = new Map<string, { readonly atMs: number; readonly items: Item[] }>();
  const sorted = lines.map(rowOf).sort((a, b) => a.atMs - b.atMs);
  return sorted.flatMap(({ session, user, name, atMs, item }, seq): readonly AisleEvent[] => {
    const order = orders.get(session);
    if (name === 'purchase' && order && atMs - order.atMs <= ORDER_MS) {
      order.items.push(item);
      return [];
    }
    const items = [item];
    if (name === 'purchase') orders.set(session, { atMs, items });
    const ids = { sessionId: `session-${session}`, ...(user !== '' && { visitorId: `visitor-${user}` }) };
    const consent: AisleEvent['consent'] = { purposes: ['necessary', 'personalization', 'measurement'] };
    return [{ v: 1, id: `event-${seq}`, name, atMs, seq, offsetMs: 0, ...ids, params: { items }, consent }];
  });
};
