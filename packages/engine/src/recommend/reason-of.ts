import type { Recommender } from '@aisle/schema';
import type { Pick } from '../decide/decision.js';
import { own } from '../own.js';
import { type Catalogue, textIn } from './catalogue.js';

/** Words by strategy. */
export type Reasons = Readonly<Partial<Record<string, string>>>;

const SLOT = '{because}';

/**
 * Says why an item is there, by the recommender's words. Without words, or a name for what it follows from, nothing: an item has
 * the shop's name for it, a category or a brand of the item is one.
 */
export const withReason = (pick: Pick, recommender: Recommender, { byId, categoriesOf }: Catalogue): Pick => {
  const text: unknown = own(recommender, 'reason');
  if (typeof text !== 'string') return pick;
  const { item } = pick;
  const because = own(pick, 'because') ?? '';
  const seed = byId.get(because);
  const name = seed
    ? textIn(seed, 'item_name')
    : [...categoriesOf(item), textIn(item, 'item_brand')].find((one) => one === because);
  return name || !text.includes(SLOT) ? { ...pick, reason: text.replace(SLOT, () => name ?? '') } : pick;
};
