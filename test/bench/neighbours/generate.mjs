// Sessions as a stream, so that only what the trainer itself keeps is in memory.

const ITEMS_OF_EVENTS = 0.1;
const MOST_CLICKS = 8;
const GROUP = 40;

/**
 * Gives sessions with about so many events: a shopper stays near one place of the catalogue, popular places more often.
 *
 * @param {number} events
 * @returns {Generator<import('@aisle/trainer').SessionEvent[]>}
 */
export function* generateSessions(events) {
  const items = Math.ceil(events * ITEMS_OF_EVENTS);
  let state = 12_345;
  const dice = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
  const startMs = Date.UTC(2026, 0, 1);
  let done = 0;
  while (done < events) {
    // The square makes some places far more popular than others.
    const place = Math.floor(dice() ** 2 * items);
    const clicks = 2 + Math.floor(dice() * (MOST_CLICKS - 1));
    const atMs = startMs + (done / events) * 90 * 86_400_000;
    yield Array.from({ length: clicks }, (_, at) => ({
      itemId: `sku-${(place + Math.floor(dice() * GROUP)) % items}`,
      type: dice() < 0.05 ? 'purchase' : 'view_item',
      atMs: atMs + at * 1_000,
    }));
    done += clicks;
  }
}
