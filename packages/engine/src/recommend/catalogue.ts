import type { CatalogueItem } from '@aisle/schema';
import type { Pick } from '../decide/decision.js';
import { interestsAt } from '../profile/affinity.js';
import { categoriesOf } from '../profile/item-reading.js';
import type { Profile } from '../profile/profile.js';

/** An item that a strategy found, before it is said which one did. */
export type Found = Omit<Pick, 'strategy'>;

type Interests = Profile['affinity']['category'];

/** What strategies choose from: the playbook's items, the most popular first. */
export interface Catalogue {
  readonly items: readonly CatalogueItem[];
  readonly byId: ReadonlyMap<string, CatalogueItem>;
  /** The items of some categories, what interests most and is most popular first. */
  rankBy(interests: Interests): readonly Found[];
}

const rank = (items: readonly CatalogueItem[], interests: Interests): readonly Found[] => {
  // Interests decay alike, so their order is the same at every moment: the newest's own will do.
  const newestAtMs = Math.max(...Object.values(interests).map(({ atMs }) => atMs));
  const weights = new Map(interestsAt(interests, newestAtMs));
  return items
    .flatMap((item, place) => {
      const known = categoriesOf(item).filter((category) => weights.has(category));
      const interest = known.reduce((sum, category) => sum + (weights.get(category) ?? 0), 0);
      // Popularity counts less the further down: twice as popular is not twice as wanted.
      const score = interest / Math.log2(place + 2);
      // The narrowest category says most.
      const because = known.at(-1);
      return score > 0 && because !== undefined ? { found: { item, because }, score } : [];
    })
    .toSorted((a, b) => b.score - a.score)
    .map(({ found }) => found);
};

/** Indexes a playbook's items. The last ranking is kept: interests change far less often than pages ask. */
export const catalogueOf = (items: readonly CatalogueItem[]): Catalogue => {
  let last: readonly [interests: Interests | null, found: readonly Found[]] = [null, []];
  return {
    items,
    byId: new Map(items.map((item) => [item.item_id, item])),
    rankBy(interests) {
      if (last[0] !== interests) last = [interests, rank(items, interests)];
      return last[1];
    },
  };
};
