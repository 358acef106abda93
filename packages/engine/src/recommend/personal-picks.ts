import type { CatalogueItem } from '@aisle/schema';
import { own } from '../own.js';
import type { Asked } from './asked.js';
import { following, viewsSince } from './following.js';
import { rankByTaste } from './rank-by-taste.js';
import { type Found, ranked, type Score, worthAt } from './found.js';

/** No row of a page is longer. */
const MOST = 200;

/**
 * Mixes what usually follows the last views with what is to the shopper's taste for long.
 *
 * An item is worth what its places in the two rankings are worth, weighed: after n views in this session the last views
 * count n / (n + 1), a half after one, four fifths after four. Who has just come is met with their taste, who looks for
 * something with what they look for.
 */
export const personalPicks = (asked: Asked): readonly Found[] => {
  const { catalogue, profile, fits } = asked;
  const mixed = new Map<CatalogueItem, Score>();
  const add = (found: readonly Found[], weight: number): void =>
    found.forEach((one, place) => {
      const [score, because] = mixed.get(one.item) ?? [0];
      const more = weight * worthAt(place);
      // The larger part is the reason.
      mixed.set(one.item, [score + more, more > score ? own(one, 'because') : because]);
    });
  add(following(asked, 'neighbours', viewsSince(0, asked)), viewsSince(profile.session.startedAtMs, asked).length);
  add(
    rankByTaste(catalogue.items, asked)
      .filter(({ item }) => fits(item))
      .slice(0, MOST),
    1,
  );
  return ranked([...mixed.keys()], (item) => mixed.get(item) ?? [0]);
};
