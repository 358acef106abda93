import type { CatalogueItem } from '@aisle/schema';
import { own } from '../own.js';
import { interestsAt, priceBandOf } from '../profile/affinity.js';
import { amountOf } from '../profile/item-reading.js';
import type { Profile } from '../profile/profile.js';
import type { Asked } from './asked.js';
import { textIn } from './catalogue.js';
import { type Found, ranked, type Score, worthAt } from './found.js';

/** A brand, or a price band, counts half as much as a level of category; a price band is no reason by itself. */
export const tasteOf = (
  { profile: { affinity }, context: { nowMs }, catalogue: { categoriesOf } }: Asked,
  kinds: readonly (keyof Profile['affinity'])[] = ['category', 'brand', 'price'],
): ((item: CatalogueItem) => Score) => {
  const [category, brand, price] = kinds.map((kind) => {
    const interests = interestsAt(affinity[kind], nowMs);
    // How much of the strongest each is.
    return new Map(interests.map(([name, weight]) => [name, weight / (interests[0]?.[1] ?? 1)]));
  });
  const ofPrice = (amount: number | undefined): number =>
    amount === undefined ? 0 : (price?.get(priceBandOf(amount)) ?? 0) / 2;
  return (item) => {
    const label = textIn(item, 'item_brand');
    let liking = (brand?.get(label) ?? 0) / 2;
    let because = liking ? label : undefined;
    for (const name of categoriesOf(item)) {
      const more = category?.get(name);
      if (!more) continue;
      // The narrowest category says most.
      because = name;
      liking += more;
    }
    return [because === undefined ? 0 : liking + ofPrice(amountOf(own(item, 'price'))), because];
  };
};

/** Ranks items by taste, the first of them being better than the later ones. What is to nobody's taste is left out. */
export const rankByTaste = (
  items: readonly CatalogueItem[],
  asked: Asked,
  kinds?: readonly (keyof Profile['affinity'])[],
): readonly Found[] => {
  const taste = tasteOf(asked, kinds);
  return ranked(items, (item, place) => {
    const [liking, because] = taste(item);
    return [liking * worthAt(place / 8), because];
  });
};
