import type { Profile } from '@aisle/engine';
import type { AisleEvent, Item } from '@aisle/schema';

const levels = ['item_category', 'item_category2', 'item_category3', 'item_category4', 'item_category5'] as const;

const named = (item: Item): readonly string[] => levels.flatMap((level) => item[level] ?? []);

/** Gives the categories that an order is from: as it says, or as the shopper saw its items before. */
export const categoriesBought = ({ params }: AisleEvent, { recents }: Profile): ReadonlySet<string> =>
  new Set(
    (params.items ?? []).flatMap((item) => {
      const seen = recents.find(({ itemId }) => itemId === item.item_id);
      return [...named(item), ...(seen?.categories ?? [])];
    }),
  );
