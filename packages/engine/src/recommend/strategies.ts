import type { Profile } from '../profile/profile.js';
import type { Catalogue, Found } from './catalogue.js';

type Strategy = (catalogue: Catalogue, profile: Profile) => readonly Found[];

/** Strategies by name, each giving all it has, the best first. A name that is not here gives nothing. */
export const strategies: Readonly<Record<string, Strategy>> = {
  popular: ({ items }) => items.map((item) => ({ item })),

  'recently-viewed': ({ byId }, { recents }) =>
    recents.flatMap(({ itemId }) => {
      const item = byId.get(itemId);
      return item ? { item, because: itemId } : [];
    }),

  'in-your-categories': (catalogue, { affinity }) => catalogue.rankBy(affinity.category),
};
