import type { Item } from '@aisle/schema';
import { categoriesNamed } from '../sessions/item-categories.js';

/** What an item can share with others, and how much of likeness hangs on it. */
export const FIELD_SHARES = { category: 0.6, brand: 0.1, word: 0.3 };
export type Field = keyof typeof FIELD_SHARES;

/** What is told of an item. */
export interface DescribedItem {
  readonly itemId: string;
  /** Variants of one product are not alike, they are the same. */
  readonly group: string | undefined;
  readonly price: number | undefined;
  readonly features: Readonly<Record<Field, readonly string[]>>;
}

/** Titles that are whole descriptions would outweigh all else. */
const MOST_WORDS = 20;
const LEAST_LETTERS = 2;
/** A pan and a knife of 16 cm are not alike: sizes and units say nothing of what a thing is. */
const isMeasure = (word: string): boolean => /^(\p{N}.*|[cm]?m|[cm]?l|k?g|in|inch|ft|oz|lb)$/u.test(word);

const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

const wordsOf = (title: string): readonly string[] => [
  ...new Set(
    (folded(title).match(/[\p{L}\p{N}]+/gu) ?? [])
      .filter((word) => word.length >= LEAST_LETTERS && !isMeasure(word))
      .slice(0, MOST_WORDS),
  ),
];

/** Gives what others may share with an item; the same whatever letters' case and accents are. */
export const describeItem = (item: Item): DescribedItem => {
  const isPriced = Number.isFinite(item.price) && Number(item.price) > 0;
  return {
    itemId: item.item_id,
    group: item.x_group_id || undefined,
    price: isPriced ? Number(item.price) : undefined,
    features: {
      category: categoriesNamed(item).map(folded),
      brand: item.item_brand ? [folded(item.item_brand)] : [],
      word: wordsOf(item.item_name ?? ''),
    },
  };
};
