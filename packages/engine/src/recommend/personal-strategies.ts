import { backInStock, cheaperNow } from './changed-since.js';
import { newItems } from './new-items.js';
import { personalPicks } from './personal-picks.js';
import { rankByTaste } from './rank-by-taste.js';
import { searchItems } from './search-items.js';
import { strategiesOf } from './strategy.js';

/** Those that go by a shopper's taste, and by what they saw before. A page loads them when its playbook names one. */
export const personalStrategies = strategiesOf({
  'back-in-stock': [backInStock],
  'price-drop': [cheaperNow],
  'in-your-categories': [(asked) => rankByTaste(asked.catalogue.items, asked, ['category'])],
  'new-in-your-categories': [(asked) => rankByTaste(newItems(asked), asked, ['category'])],
  'personal-picks': [personalPicks, ['shown'], ['cart', 'purchased', 'viewed']],
  search: [searchItems],
});
