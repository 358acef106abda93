import type { Asked } from './asked.js';
import { following } from './following.js';
import { similarTo } from './similar-items.js';
import { strategiesOf } from './strategy.js';
import type { Found } from './found.js';

/** Like the item that the page is about, else like the one seen last. */
const similarItems = (asked: Asked): readonly Found[] => {
  const { catalogue, profile, here } = asked;
  const id = here ?? profile.recents[0]?.itemId ?? '';
  const known = following(asked, 'similar', [id]);
  const seed = catalogue.byId.get(id);
  return (known[0] || !seed ? known : similarTo(seed, asked)).filter(({ item }) => item.item_id !== id);
};

/** Those that compare items by what they are. A page loads them when its playbook names one. */
export const similarStrategies = strategiesOf({ similar: [similarItems, ['shown', 'current']] });
