import type { Recommender } from '@aisle/schema';
import { objectsIn, own } from '../own.js';
import { amountOf } from '../profile/item-reading.js';
import { type Catalogue, type Found, textIn } from './catalogue.js';
import { itemTest, type ItemTest } from './item-rule.js';
import { worthAt } from './ranked.js';
import { likenessOf } from './similar-items.js';

/** Further down nothing is looked for that is unlike the rest. */
const POOL = 100;
const STRENGTH = 0.25;

/**
 * Takes the best of what a strategy found, by its order, or by its recommender's boosts and diversity.
 *
 * Diversity is maximal marginal relevance (Carbonell and Goldstein 1998): the best, less what it resembles of what was taken.
 */
export const bestOf = (
  found: readonly Found[],
  recommender: Recommender,
  { catalogue, limit, take }: { readonly catalogue: Catalogue; readonly limit: number; readonly take: ItemTest },
): readonly Found[] => {
  const boosts = objectsIn(own(recommender, 'boosts')).map(
    (boost) => [itemTest(boost, catalogue), amountOf(own(boost, 'weight')) ?? 1] as const,
  );
  const diversity = own(recommender, 'diversity');
  const by = own(diversity, 'by');
  // So many as are wanted, and no more is taken: another may want it.
  let wanted = boosts[0] || by ? found.length : limit;
  const left = found.filter(({ item }) => wanted > 0 && take(item) && wanted--);
  if (!boosts[0] && !by) return left;
  const boosted = left
    .map((one, place) => ({
      one,
      names: by === 'brand' ? [textIn(one.item, 'item_brand')].filter(Boolean) : catalogue.categoriesOf(one.item),
      likeness: 0,
      score: boosts.reduce((score, [fits, weight]) => (fits(one.item) ? score * weight : score), worthAt(place)),
    }))
    .sort((a, b) => b.score - a.score);
  if (!by) return boosted.map(({ one }) => one);
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
