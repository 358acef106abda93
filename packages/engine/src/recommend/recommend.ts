import type { Recommender } from '@aisle/schema';
import type { Context, Pick as Picked } from '../decide/decision.js';
import { objectsIn, own } from '../own.js';
import type { Profile } from '../profile/profile.js';
import type { Predict } from '../propensity/propensity.js';
import type { PublishedPlaybook } from '../publish/published.js';
import { catalogueOf } from './catalogue.js';
import { filterOf } from './filter-items.js';
import type { Models } from './models.js';
import { strategies } from './strategies.js';

/** Whom and which page items are for, and how many at most. */
export interface Wish {
  readonly profile: Profile;
  readonly context: Context;
  readonly limit: number;
}

/** Gives a recommender's items, each once, the best first. */
export interface Recommend {
  (recommenderId: string, wish: Wish): readonly Picked[];
  /** What the playbook's models foretell, where a page has loaded them. */
  readonly predict?: Predict | undefined;
}

/** Makes ready what a playbook says of recommending. An engine has it as a capability: a page that needs none pays nothing. */
export type Recommending = (
  playbook: Pick<PublishedPlaybook, 'recommenders' | 'catalogue'> | null,
  models?: Models,
) => Recommend;

/** Gives a recommender and its fallbacks, each once: a chain that comes back to itself ends there. */
export const chainOf = (recommenders: ReadonlyMap<string, Recommender>, id: string): ReadonlySet<Recommender> => {
  const chain = new Set<Recommender>();
  let next = recommenders.get(id);
  while (next && !chain.has(next)) {
    chain.add(next);
    next = recommenders.get(own(next, 'fallback') ?? '');
  }
  return chain;
};

/**
 * All strategies there are. A recommender goes down the chain of fallbacks until there are enough items.
 *
 * Every recommender of the chain applies its own filters.
 */
export const recommenders: Recommending = (playbook) => {
  const byId = new Map(objectsIn(own(playbook, 'recommenders')).map((recommender) => [recommender.id, recommender]));
  const catalogue = catalogueOf(objectsIn(own(playbook, 'catalogue')));
  return (id, { profile, context, limit }) => {
    const picks = new Map<string, Picked>();
    for (const recommender of chainOf(byId, id)) {
      const { strategy } = recommender;
      const fits = filterOf(recommender, profile, context);
      for (const found of own(strategies, strategy)?.(catalogue, profile) ?? []) {
        if (picks.size >= limit) break;
        const { item } = found;
        if (!picks.has(item.item_id) && fits(item)) picks.set(item.item_id, { ...found, strategy });
      }
    }
    return [...picks.values()];
  };
};
