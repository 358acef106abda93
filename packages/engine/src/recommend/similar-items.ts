import type { CatalogueItem } from '@aisle/schema';
import { own } from '../own.js';
import { amountOf } from '../profile/item-reading.js';
import type { Asked } from './asked.js';
import { type Found, textIn } from './catalogue.js';
import { ranked } from './ranked.js';

/** How alike two lists of names are, 0 to 1. */
export const likenessOf = (a: readonly unknown[], b: readonly unknown[]): number =>
  a.filter((name) => b.includes(name)).length / Math.max(a.length, b.length, 1);

/** 1 for the same price, 0 from half or double on. */
const priceLikeness = (a = NaN, b = NaN): number => Math.max(0, 1 - Math.abs(Math.log2(a / b))) || 0;

/** How many of some words, each with a space before it, begin a word of the text. */
export const wordsIn = (text: string, words: readonly string[]): number =>
  words.filter((word) => text.includes(word)).length;

/** Splits what `plainWords` wrote into words with a space before each. */
export const splitWords = (plain: string, least: number): readonly string[] =>
  plain.split(' ').flatMap((word) => (word.length < least ? [] : ` ${word}`));

/**
 * Ranks what is like an item by category, name, brand and price. A price alone makes nothing alike, nor does a name where
 * there are categories: linen shirts are no linen napkins.
 */
export const similarTo = (seed: CatalogueItem, { catalogue }: Asked): readonly Found[] => {
  const { items, categoriesOf, wordsOf } = catalogue;
  const brand = textIn(seed, 'item_brand');
  const categories = categoriesOf(seed);
  // Shorter ones are articles and units.
  const words = splitWords(wordsOf(seed)[0], 3);
  return ranked(items, (item) => {
    const kinship =
      2 * likenessOf(categories, categoriesOf(item)) + (brand && brand === textIn(item, 'item_brand') ? 0.5 : 0);
    const score = kinship || !categories[0] ? kinship + wordsIn(wordsOf(item)[0], words) / (2 * words.length || 1) : 0;
    return [
      score && score + priceLikeness(amountOf(own(seed, 'price')), amountOf(own(item, 'price'))) / 2,
      seed.item_id,
    ];
  });
};
