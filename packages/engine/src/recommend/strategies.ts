import type { Asked } from './asked.js';
import { following, idsOf, viewsSince } from './following.js';
import { foundIn } from './found.js';
import { strategiesOf } from './strategy.js';
import { bestInCategory, everything, wanted } from './wanted.js';
import type { Found } from './found.js';

/** What was viewed and is still in the catalogue. */
const recentlyViewed = (asked: Asked): readonly Found[] =>
  asked.profile.recents.flatMap(({ itemId }) => foundIn(asked, itemId, itemId));

/** What this page is about leads: named three times it counts three times as much as all that was seen before. */
const alsoViewed = (asked: Asked): readonly Found[] => {
  const { profile, here } = asked;
  const seeds = viewsSince(profile.session.startedAtMs, asked);
  return following(asked, 'neighbours', here ? [...seeds, here, here] : seeds);
};

/** Those that answer by lists: what was seen, trained, or is in the catalogue. One whose model is missing gives nothing. */
export const strategies = strategiesOf({
  // What one saw is looked for where it always is, though it is elsewhere on the page.
  'recently-viewed': [recentlyViewed, []],
  'also-viewed': [alsoViewed, ['shown', 'current'], ['viewed']],
  'bought-together': [
    (asked) => following(asked, 'together', asked.here ? [asked.here] : idsOf(asked.profile.cart.lines)),
    ['shown', 'current', 'cart'],
  ],
  'cross-sell': [(asked) => following(asked, 'together', idsOf(asked.profile.cart.lines)), ['shown', 'cart']],
  popular: [(asked) => [...wanted(asked, 'popular'), ...everything(asked)]],
  trending: [(asked) => wanted(asked, 'trending')],
  'best-in-category': [bestInCategory],
  remote: [
    (asked) => following(asked, 'remote', viewsSince(asked.profile.session.startedAtMs, asked)),
    ['shown', 'current'],
  ],
});
