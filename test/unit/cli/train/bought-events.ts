import { sampleEvent } from '../../server/sample-event.js';

const startMs = Date.UTC(2026, 0, 1);
const HOUR_MS = 3_600_000;
const pairs = [
  ['pan', 'lid'],
  ['pot', 'strainer'],
  ['knife', 'stone'],
] as const;
const category = { pan: 'pans', lid: 'pans', pot: 'tea', strainer: 'tea', knife: 'knives', stone: 'knives' };
const regions = ['DE', 'DE-BY', 'FR', 'FR'];

/**
 * Events of so many sessions, six hours apart: a shopper looks at two things that belong together; every second one buys both.
 * Visitors come ten times each.
 */
export const boughtEvents = (sessions: number) =>
  Array.from({ length: sessions }, (_, session) => {
    const pair = pairs[session % 3] ?? pairs[0];
    const atMs = startMs + session * 6 * HOUR_MS;
    const event = (seq: number, name: string, ids: readonly (keyof typeof category)[], more = {}) =>
      sampleEvent(`event-${session}-${seq}`, {
        ...{ name, seq, atMs: atMs + seq * 1_000 },
        ...{ sessionId: `session-${session}`, visitorId: `visitor-${session % Math.ceil(sessions / 10)}` },
        params: {
          items: ids.map((id) => ({ item_id: id, item_category: category[id], price: 20 })),
          ...{ region: regions[session % 4], ...more },
        },
      });
    const views = pair.map((id, seq) => event(seq, 'view_item', [id]));
    if (session % 2 === 0) return views;
    return [...views, event(2, 'purchase', pair, { transaction_id: `order-${session}`, value: 40, currency: 'EUR' })];
  }).flat();

/** The same things as a catalogue says them. */
export const soldItems = Object.entries(category).map(([id, item_category], at) => ({
  ...{ item_id: id, item_name: `Fine ${id}`, item_category, price: 20 + at },
}));
