import type { AisleEvent } from '@aisle/schema';
import { seededChance } from '../../../helpers/seeded-chance.mjs';
import { dayMs, eventOf, minuteMs, noonMs } from '../../engine/build-events.js';

/** How a made-up shop's visitors behave. */
export interface SeededShop {
  readonly seed: number;
  readonly visitors: number;
  readonly days: number;
}

const categories = ['kitchen', 'light', 'textile'];

const itemsOf = (number: number) => [
  { item_id: `item-${number}`, item_category: categories[number % 3] ?? '', price: 10 + 7 * (number % 9) },
];

/**
 * Makes the events of visitors by whom the truth is planted: each looks at an item and with 0.3 puts it into the cart at once,
 * then looks at up to 5 more. Who has a cart buys with 0.6, who has none with 0.01. Half of the buyers come again.
 */
export const seededShop = ({ seed, visitors, days }: SeededShop): readonly AisleEvent[] => {
  const chance = seededChance(seed);
  const events: AisleEvent[] = [];
  let number = 0;
  const visit = (visitor: number, session: number, startMs: number): boolean => {
    let atMs = startMs;
    const put = (name: string, item?: number): void => {
      number += 1;
      atMs += Math.ceil(chance() * 3 * minuteMs);
      const items = item === undefined ? {} : { items: itemsOf(item) };
      events.push({
        ...eventOf({ name, atMs, sessionId: `session-${visitor}-${session}`, params: items }),
        id: `event-${number}`,
        visitorId: `visitor-${visitor}`,
      });
    };
    const first = Math.floor(chance() * 30);
    put('view_item', first);
    const hasCart = chance() < 0.3;
    if (hasCart) put('add_to_cart', first);
    const more = Math.floor(chance() * 6);
    for (let look = 0; look < more; look += 1) {
      put('page_view');
      put('view_item', Math.floor(chance() * 30));
    }
    const isBuyer = chance() < (hasCart ? 0.6 : 0.01);
    if (isBuyer) put('purchase', Math.floor(chance() * 30));
    return isBuyer;
  };
  for (let visitor = 0; visitor < visitors; visitor += 1) {
    const startMs = noonMs + chance() * days * dayMs;
    const isBuyer = visit(visitor, 0, startMs);
    if (isBuyer && chance() < 0.5) visit(visitor, 1, startMs + dayMs * (1 + chance()));
  }
  return events.toSorted((a, b) => a.atMs - b.atMs);
};
