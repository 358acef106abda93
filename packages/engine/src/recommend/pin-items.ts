import { objectsIn, own } from '../own.js';
import { amountOf } from '../profile/item-reading.js';
import type { Repertoire } from './recommend.js';

/** Gives items the places that the shop chose for them, unless they may not be shown. */
export const pinItems: Repertoire['pin'] = (recommender, { catalogue: { byId }, limit, isFree, taken }) => {
  const pins = objectsIn(own(recommender, 'pins'))
    .flatMap((pin) => {
      const item = byId.get(own(pin, 'item'));
      const place = amountOf(own(pin, 'place')) ?? 0;
      return item && place >= 1 && place <= limit && isFree(item) && taken.add(item.item_id) ? { item, place } : [];
    })
    .toSorted((a, b) => a.place - b.place);
  return (picks) => {
    const all = [...picks];
    for (const { item, place } of pins) all.splice(place - 1, 0, { item, strategy: 'pinned' });
    return all.slice(0, limit);
  };
};
