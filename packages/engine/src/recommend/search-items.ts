import type { CatalogueItem } from '@aisle/schema';
import { categoriesOf } from '../profile/item-reading.js';
import type { Asked } from './asked.js';
import { nameWords, plainWords, textIn } from './catalogue.js';
import { tasteOf } from './rank-by-taste.js';
import { type Found, ranked, worthAt } from './found.js';
import { countIn } from './likeness.js';

/** All that is looked through for a word. */
const allWords = (item: CatalogueItem): string =>
  plainWords([textIn(item, 'item_name'), textIn(item, 'item_brand'), ...categoriesOf(item)].join(' '));

/**
 * Ranks what a query finds. A word counts where a word of the item begins so: in its name whole, in brand or category half.
 *
 * What matches better by half a word is before all that matches less, however much it is liked or bought.
 */
export const searchItems = (asked: Asked): readonly Found[] => {
  const { query, catalogue } = asked;
  const words = plainWords(query ?? '').match(/ [^ ]+/g) ?? [];
  const name = catalogue.once(nameWords);
  const all = catalogue.once(allWords);
  const taste = tasteOf(asked);
  return ranked(catalogue.items, (item, place) => {
    const anywhere = countIn(words, all(item));
    if (!anywhere) return [0];
    const [liking] = taste(item);
    // Below 1 for liking, 0.5 at most for being popular.
    return [2 * (anywhere + countIn(words, name(item))) + liking / (liking + 1) + worthAt(place) / 2];
  });
};
