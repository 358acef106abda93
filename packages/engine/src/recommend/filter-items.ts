import type { CatalogueItem, Recommender } from '@aisle/schema';
import type { Context } from '../decide/decision.js';
import { own } from '../own.js';
import { categoriesOf } from '../profile/item-reading.js';
import type { Profile } from '../profile/profile.js';

type Rule = (item: CatalogueItem) => boolean;

const idsOf = (seen: readonly { readonly itemId?: string | undefined }[]) => seen.map((one) => own(one, 'itemId'));

const kinds: Readonly<Record<string, (profile: Profile, context: Context) => readonly (string | undefined)[]>> = {
  cart: ({ cart }) => idsOf(cart.lines),
  viewed: ({ recents }) => idsOf(recents),
  purchased: ({ orders }) => orders.itemIds,
  current: (_profile, { page }) => idsOf([page]),
};

/** Gives the test of a recommender's filters: what it leaves out must not be shown by its strategy. */
export const filterOf = (recommender: Recommender, profile: Profile, context: Context): Rule => {
  const excluded = own(recommender, 'exclude') ?? [];
  const left = new Set(excluded.flatMap((kind) => own(kinds, kind)?.(profile, context) ?? []));
  const onlyAvailable = own(recommender, 'availableOnly') !== false;
  const categories = own(recommender, 'categories');
  const [minPrice, maxPrice] = [own(recommender, 'minPrice'), own(recommender, 'maxPrice')];
  // An item without a price is in no price band.
  const fitsPrice = (price = NaN) =>
    (minPrice === undefined || price >= minPrice) && (maxPrice === undefined || price <= maxPrice);
  return (item) =>
    !left.has(item.item_id) &&
    !(onlyAvailable && own(item, 'x_availability') === 'out_of_stock') &&
    (!categories || categoriesOf(item).some((category) => categories.includes(category))) &&
    fitsPrice(own(item, 'price'));
};
