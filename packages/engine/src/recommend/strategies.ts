import type { StrategyId } from '@aisle/schema';
import type { Asked } from './asked.js';
import type { Found } from './catalogue.js';
import { backInStock, cheaperNow, newItems, recentlyViewed } from './changed-since.js';
import type { Kind } from './filter-items.js';
import { cartItems, following, viewsSince } from './following.js';
import { personalPicks } from './personal-picks.js';
import { rankByTaste } from './rank-by-taste.js';
import { searchItems } from './search-items.js';
import { similarTo } from './similar-items.js';
import { bestInCategory, wanted } from './wanted.js';

/**
 * How a strategy finds items: all it has, the best first. An item may come twice; it counts where it comes first.
 *
 * Then what it never gives (default: what is shown elsewhere on the page), and what it leaves out unless its recommender says
 * what to leave out.
 */
export type Strategy = readonly [
  find: (asked: Asked) => readonly Found[],
  never?: readonly Kind[],
  exclude?: readonly Kind[],
];

/** Like the item that the page is about, else like the one seen last. */
const similarItems = (asked: Asked): readonly Found[] => {
  const { catalogue, profile, here } = asked;
  const id = here ?? profile.recents[0]?.itemId ?? '';
  const known = following(asked, 'similar', [id]);
  const seed = catalogue.byId.get(id);
  return (known[0] || !seed ? known : similarTo(seed, asked)).filter(({ item }) => item.item_id !== id);
};

/** What this page is about leads: named three times it counts three times as much as all that was seen before. */
const alsoViewed = (asked: Asked): readonly Found[] => {
  const { profile, here } = asked;
  const seeds = viewsSince(profile.session.startedAtMs, asked);
  return following(asked, 'neighbours', here ? [...seeds, here, here] : seeds);
};

/** Strategies by name. A name that is not here gives nothing, and so does one whose model is missing. */
export const strategies: Readonly<Record<StrategyId, Strategy>> = {
  // What one saw is looked for where it always is, though it is elsewhere on the page.
  'recently-viewed': [recentlyViewed, []],
  'back-in-stock': [backInStock],
  'price-drop': [cheaperNow],
  'also-viewed': [alsoViewed, ['shown', 'current'], ['viewed']],
  'bought-together': [
    (asked) => following(asked, 'together', asked.here ? [asked.here] : cartItems(asked)),
    ['shown', 'current', 'cart'],
  ],
  'cross-sell': [(asked) => following(asked, 'together', cartItems(asked)), ['shown', 'cart']],
  similar: [similarItems, ['shown', 'current']],
  popular: [(asked) => [...wanted(asked, 'popular'), ...asked.catalogue.items.map((item) => ({ item }))]],
  trending: [(asked) => wanted(asked, 'trending')],
  'best-in-category': [bestInCategory],
  'in-your-categories': [(asked) => rankByTaste(asked.catalogue.items, asked, ['category'])],
  'new-in-your-categories': [(asked) => rankByTaste(newItems(asked), asked, ['category'])],
  'personal-picks': [personalPicks, ['shown'], ['cart', 'purchased', 'viewed']],
  search: [searchItems],
  remote: [
    (asked) => following(asked, 'remote', viewsSince(asked.profile.session.startedAtMs, asked)),
    ['shown', 'current'],
  ],
};
