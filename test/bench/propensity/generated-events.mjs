import { seededChance } from '../../helpers/seeded-chance.mjs';

/** As many visitors shop at the same time. */
const atOnce = 500;
const startMs = Date.UTC(2026, 0, 1);
const everyMs = 2_000;

/**
 * Makes events one by one, as a store would hand them out: many visitors mixed, some of whom come again.
 *
 * @param {number} count
 * @returns {Generator<import('@aisle/schema').AisleEvent>}
 */
export function* generatedEvents(count) {
  const chance = seededChance(1);
  let visitors = 0;
  let sessions = 0;
  const arrive = () => {
    sessions += 1;
    const isBack = chance() < 0.3 && visitors > 0;
    visitors += isBack ? 0 : 1;
    const visitor = isBack ? Math.ceil(chance() * visitors) : visitors;
    return { visitor, session: sessions, left: 1 + Math.floor(chance() ** 2 * 12), hasCart: false };
  };
  const here = Array.from({ length: atOnce }, arrive);
  const nameFor = (/** @type {ReturnType<typeof arrive>} */ shopper) => {
    if (shopper.left === 0 && shopper.hasCart && chance() < 0.4) return 'purchase';
    if (chance() < 0.1) {
      shopper.hasCart = true;
      return 'add_to_cart';
    }
    return chance() < 0.3 ? 'page_view' : 'view_item';
  };
  for (let place = 0; place < count; place += 1) {
    const at = Math.floor(chance() * atOnce);
    const shopper = here[at] ?? arrive();
    shopper.left -= 1;
    const name = nameFor(shopper);
    const item = Math.floor(chance() ** 2 * 20_000);
    const items = [{ item_id: `item-${item}`, item_category: `category-${item % 40}`, price: 5 + (item % 90) }];
    yield {
      v: 1,
      id: `event-${place}`,
      name,
      atMs: startMs + place * everyMs,
      seq: 0,
      offsetMs: 0,
      sessionId: `session-${shopper.session}`,
      visitorId: `visitor-${shopper.visitor}`,
      params: name === 'page_view' ? {} : { items },
      consent: { purposes: ['necessary', 'personalization', 'measurement'] },
    };
    if (shopper.left <= 0) here[at] = arrive();
  }
}
