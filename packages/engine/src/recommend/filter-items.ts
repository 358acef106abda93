import type { Recommender } from '@aisle/schema';
import { own } from '../own.js';
import type { Shopping } from './asked.js';
import { idsOf } from './following.js';
import { itemTest, type ItemTest } from './item-rule.js';

/** Items that are left out for what the shopper did or sees; `shown` are those of other slots of the page. */
export type Kind = 'cart' | 'current' | 'purchased' | 'shown' | 'viewed';

/** Gives the test of a recommender's filters: what it leaves out must not be shown by its strategy. */
export const filterOf = (
  recommender: Recommender,
  [never = ['shown'], exclude = []]: readonly [never?: readonly Kind[], exclude?: readonly Kind[]],
  { profile: { cart, recents, orders }, context, here, catalogue }: Shopping,
): ItemTest => {
  const stated: unknown = own(recommender, 'exclude');
  const excluded: readonly unknown[] = [...never, ...(Array.isArray(stated) ? stated : exclude)];
  const ids: Readonly<Record<Kind, readonly unknown[]>> = {
    cart: idsOf(cart.lines),
    current: [here],
    purchased: orders.itemIds,
    shown: own(context, 'shown') ?? [],
    viewed: idsOf(recents),
  };
  const left = new Set(Object.entries(ids).flatMap(([kind, some]) => (excluded.includes(kind) ? some : [])));
  const fits = itemTest(recommender, catalogue);
  return (item) =>
    !left.has(item.item_id) &&
    (own(item, 'x_availability') !== 'out_of_stock' || own(recommender, 'availableOnly') === false) &&
    fits(item);
};
