import type { Item } from '@aisle/schema';

const levels = ['item_category', 'item_category2', 'item_category3', 'item_category4', 'item_category5'] as const;

/** Gives an item's categories, the broadest first, each once. */
export const categoriesNamed = (item: Item): readonly string[] => {
  const named: string[] = [];
  for (const level of levels) {
    const category = item[level];
    if (category && !named.includes(category)) named.push(category);
  }
  return named;
};

const isSame = (a: readonly string[], b: readonly string[] | undefined): boolean =>
  a.length === b?.length && a.every((category, at) => category === b[at]);

type Entry = readonly [itemId: string, categories: readonly string[]];

/** What is known of items' categories; the same list for all items that have it. */
export interface ItemCategories {
  readonly set: (entry: Entry) => void;
  readonly all: () => ReadonlyMap<string, readonly string[]>;
  /** What was set since the last call. */
  readonly takeNew: () => readonly Entry[];
}

/** Makes an empty one. Nothing is no news: an item that names no category keeps those that it named before. */
export const createItemCategories = (): ItemCategories => {
  const lists = new Map<string, readonly string[]>();
  const byItem = new Map<string, readonly string[]>();
  let fresh = new Map<string, readonly string[]>();
  return {
    set([itemId, categories]) {
      if (categories.length === 0 || isSame(categories, byItem.get(itemId))) return;
      const key = categories.join('\n');
      const list = lists.get(key) ?? categories;
      lists.set(key, list);
      byItem.set(itemId, list);
      fresh.set(itemId, list);
    },
    all: () => byItem,
    takeNew() {
      const taken = [...fresh];
      fresh = new Map();
      return taken;
    },
  };
};
