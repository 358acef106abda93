import type { CatalogueItem } from '@aisle/schema';
import { own } from '../own.js';
import { amountOf } from '../profile/item-reading.js';
import type { SeenItem } from '../profile/profile.js';
import type { Asked } from './asked.js';
import { momentOf } from './moment-of.js';
import { type Found, ranked } from './found.js';

/** What was viewed and is still in the catalogue: what scores most comes first, then what was seen last. */
const viewed = (
  { profile: { recents }, catalogue: { byId } }: Asked,
  scoreOf: (item: CatalogueItem, seen: SeenItem | undefined) => number,
): readonly Found[] => {
  const known = recents.filter(({ itemId }) => byId.has(itemId));
  return ranked(
    known.map(({ itemId }) => byId.get(itemId) as CatalogueItem),
    (item, place) => [scoreOf(item, known[place]), item.item_id],
  );
};

/** What costs less than when it was seen; what fell most, as a share, comes first. */
export const cheaperNow = (asked: Asked): readonly Found[] =>
  viewed(asked, (item, seen) => 1 - (amountOf(own(item, 'price')) ?? NaN) / (own(seen, 'price') ?? 0));

/** What came back after it was seen. */
export const backInStock = (asked: Asked): readonly Found[] =>
  viewed(asked, (item, seen) => {
    const backAtMs = momentOf(item, 'x_restocked_at');
    return Number(backAtMs > (own(seen, 'atMs') ?? 0) && backAtMs <= asked.context.nowMs);
  });
