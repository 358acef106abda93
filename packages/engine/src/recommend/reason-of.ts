import type { Recommender } from '@aisle/schema';
import type { Pick } from '../decide/decision.js';
import { own } from '../own.js';
import { type Catalogue, textIn } from './catalogue.js';

/** Words by strategy. */
export type Reasons = Readonly<Partial<Record<string, string>>>;

const SLOT = '{because}';

/** What an item follows from, as the shop calls it: an item by its name; a category or a brand of the item is one. */
const nameOf = (pick: Pick, { byId, categoriesOf }: Catalogue): string | undefined => {
  const { item } = pick;
  const because = own(pick, 'because') ?? '';
  const seed = byId.get(because);
  return seed
    ? textIn(seed, 'item_name')
    : [...categoriesOf(item), textIn(item, 'item_brand')].find((name) => name === because);
};

/** Says why an item is there, by the recommender's words. Without words, or a name for them, nothing. */
export const withReason = (pick: Pick, recommender: Recommender, catalogue: Catalogue): Pick => {
  const text: unknown = own(recommender, 'reason');
  if (typeof text !== 'string') return pick;
  const name = nameOf(pick, catalogue) ?? '';
  return name || !text.includes(SLOT) ? { ...pick, reason: text.replace(SLOT, () => name) } : pick;
};
