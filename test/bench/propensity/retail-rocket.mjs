import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { giveUp } from '../../../scripts/progress.mjs';

const names = { view: 'view_item', addtocart: 'add_to_cart', transaction: 'purchase' };
/** Lines of one order stand a few seconds apart at most. */
const orderGapS = 60;

/** @typedef {import('@aisle/schema').AisleEvent} AisleEvent */

/**
 * Reads the typed events as a page would have sent them, by time. Lines of one order are one purchase.
 *
 * @returns {AisleEvent[]}
 */
export const retailRocketEvents = () => {
  const path = join(process.env['AISLE_DATA'] ?? '../shared/data', 'retailrocket-typed-8days.tsv.gz');
  if (!existsSync(path)) giveUp(`${path} is not there; name its folder in AISLE_DATA.`);
  const lines = gunzipSync(readFileSync(path)).toString().trim().split('\n').slice(1);
  const rows = lines.map((line, place) => [place, ...line.split('\t')]);
  rows.sort((a, b) => Number(a[3]) - Number(b[3]) || Number(a[0]) - Number(b[0]));
  /** @type {Map<string, { readonly atS: number, readonly items: object[] }>} */
  const orders = new Map();
  return rows.flatMap(([place, session, itemId, time, type, category, user]) => {
    const item = { item_id: String(itemId), item_category: String(category) };
    const name = names[/** @type {keyof typeof names} */ (type)];
    const before = orders.get(String(session));
    if (name === 'purchase' && before && Number(time) - before.atS <= orderGapS) {
      before.items.push(item);
      return [];
    }
    const items = [item];
    if (name === 'purchase') orders.set(String(session), { atS: Number(time), items });
    return [
      /** @type {AisleEvent} */ ({
        v: 1,
        id: `event-${place}`,
        name,
        atMs: Number(time) * 1_000,
        seq: Number(place),
        offsetMs: 0,
        sessionId: `session-${session}`,
        visitorId: `visitor-${user}`,
        params: { items },
        consent: { purposes: ['necessary', 'personalization', 'measurement'] },
      }),
    ];
  });
};
