import type { CatalogueItem } from '@aisle/schema';
import { own } from '../own.js';
import { amountOf } from '../profile/item-reading.js';
import type { Asked } from './asked.js';
import { nameWords, textIn } from './catalogue.js';
import { countIn, likenessOf } from './likeness.js';
import { type Found, ranked } from './found.js';

/** 1 for the same price, 0 from half or double on. */
const priceLikeness = (a = NaN, b = NaN): number => Math.max(0, 1 - Math.abs(Math.log2(a / b))) || 0;

/**
 * Ranks what is like an item by category, name, brand and price. A price alone makes nothing alike, nor does a name where
 * there are categories: linen shirts are no linen napkins.
 */
export const similarTo = (seed: CatalogueItem, { catalogue }: Asked): readonly Found[] => {
  const { items, categoriesOf, once } = catalogue;
  const wordsOf = once(nameWords);
  const brand = textIn(seed, 'item_brand');
  const categories = categoriesOf(seed);
  // Shorter ones are articles and units.
  const words = wordsOf(seed).match(/ [^ ]{3,}/g) ?? [];
  return ranked(items, (item) => {
    const kinship =
      2 * likenessOf(categories, categoriesOf(item)) + (brand && brand === textIn(item, 'item_brand') ? 0.5 : 0);
    const score = kinship || !categories[0] ? kinship + countIn(words, wordsOf(item)) / (2 * words.length || 1) : 0;
    return [
      score && score + priceLikeness(amountOf(own(seed, 'price')), amountOf(own(item, 'price'))) / 2,
      seed.item_id,
    ];
  });
};
