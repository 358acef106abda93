import type { CatalogueItem } from '@aisle/schema';
import { objectsIn, own } from '../own.js';
import { amountOf } from '../profile/item-reading.js';
import { textIn } from './catalogue.js';
import { itemTest } from './item-rule.js';
import { type Found, worthAt } from './found.js';
import type { Repertoire } from './recommend.js';
import { likenessOf } from './likeness.js';

/** Further down nothing is looked for that is unlike the rest. */
const POOL = 100;
const STRENGTH = 0.25;

/**
 * Puts what a strategy found in the order of its recommender's boosts and diversity, where it has some.
 *
 * Diversity is maximal marginal relevance (Carbonell and Goldstein 1998): the best, less what it resembles of what was taken.
 */
export const orderByBoosts: Repertoire['inOrder'] = (found, recommender, { catalogue, limit, isFree }) => {
  const boosts = objectsIn(own(recommender, 'boosts')).map(
    (boost) => [itemTest(boost, catalogue), amountOf(own(boost, 'weight')) ?? 1] as const,
  );
  const diversity = own(recommender, 'diversity');
  const by = own(diversity, 'by');
  if (!boosts[0] && !by) return found;
  const seen = new Set<CatalogueItem>();
  const boosted = found
    .filter(({ item }) => isFree(item) && !seen.has(item) && seen.add(item))
    .map((one, place) => ({
      one,
      names: by === 'brand' ? [textIn(one.item, 'item_brand')].filter(Boolean) : catalogue.categoriesOf(one.item),
      likeness: 0,
      score: boosts.reduce((score, [fits, weight]) => (fits(one.item) ? score * weight : score), worthAt(place)),
    }))
    .sort((a, b) => b.score - a.score);
  if (!by) return boosted.slice(0, limit).map(({ one }) => one);
  const strength = amountOf(own(diversity, 'strength')) ?? STRENGTH;
  const pool = boosted.slice(0, POOL);
  const taken: Found[] = [];
  const marginOf = ({ score, likeness }: (typeof pool)[number]) => (1 - strength) * score - strength * likeness;
  let best = pool.shift();
  while (best && taken.push(best.one) < limit) {
    for (const one of pool) one.likeness = Math.max(one.likeness, likenessOf(one.names, best.names));
    best = pool.sort((a, b) => marginOf(b) - marginOf(a)).shift();
  }
  return taken;
};
