import type { Asked } from './asked.js';
import { type Found, plainWords } from './catalogue.js';
import { tasteOf } from './rank-by-taste.js';
import { ranked, worthAt } from './ranked.js';
import { splitWords, wordsIn } from './similar-items.js';

/**
 * Ranks what a query finds. A word counts where a word of the item begins so: in its name whole, in brand or category half.
 *
 * What matches better by half a word is before all that matches less, however much it is liked or bought.
 */
export const searchItems = (asked: Asked): readonly Found[] => {
  const { query, catalogue } = asked;
  const words = splitWords(plainWords(query ?? ''), 1);
  const taste = tasteOf(asked);
  return ranked(catalogue.items, (item, place) => {
    const [name, all] = catalogue.wordsOf(item);
    const anywhere = wordsIn(all, words);
    if (!anywhere) return [0];
    const [liking] = taste(item);
    // Below 1 for liking, 0.5 at most for being popular.
    return [2 * (anywhere + wordsIn(name, words)) + liking / (liking + 1) + worthAt(place) / 2];
  });
};
