import type { Recommender } from '@aisle/schema';
import type { Context, Pick as Picked } from '../decide/decision.js';
import { objectsIn, own } from '../own.js';
import type { Profile } from '../profile/profile.js';
import type { Predict } from '../propensity/propensity.js';
import type { PublishedPlaybook } from '../publish/published.js';
import type { Shopping } from './asked.js';
import { type Catalogue, catalogueOf } from './catalogue.js';
import { filterOf } from './filter-items.js';
import type { ItemTest } from './item-rule.js';
import type { Models } from './models.js';
import { withReason } from './reason-of.js';
import type { Strategies } from './strategy.js';
import type { Found } from './found.js';

/** Whom and which page items are for, and how many at most. */
export interface Wish {
  readonly profile: Profile;
  readonly context: Context;
  readonly limit: number;
  /** What was trained, as far as it is here. */
  readonly models?: Models | undefined;
  /** What `search` looks for. */
  readonly query?: string | undefined;
}

/** Gives a recommender's items, each once, the best first. */
export interface Recommend {
  (recommenderId: string, wish: Wish): readonly Picked[];
  /** What the playbook's models foretell, where a page has loaded them. */
  readonly predict?: Predict | undefined;
  /** A page decides when this has resolved: soon, with what the playbook's models know or without. Absent where nothing is to come. */
  readonly ready?: Promise<unknown> | undefined;
  /** What holds on the shopper's next page, too, by recommender. */
  readonly prepare?: ((shopper: Omit<Wish, 'limit'>) => Readonly<Record<string, readonly Picked[]>>) | undefined;
}

/** Makes ready what a playbook says of recommending. An engine has it as a capability: a page that needs none pays nothing. */
export type Recommending = (playbook: Pick<PublishedPlaybook, 'recommenders' | 'catalogue'> | null) => Recommend;

/** Gives a recommender and its fallbacks, each once: a chain that comes back to itself ends there. */
export const chainOf = (recommenders: ReadonlyMap<unknown, Recommender>, id: string): ReadonlySet<Recommender> => {
  const chain = new Set<Recommender>();
  let next = recommenders.get(id);
  while (next && !chain.has(next)) {
    chain.add(next);
    next = recommenders.get(own(next, 'fallback'));
  }
  return chain;
};

/** What rules are obeyed by. */
export interface Choosing {
  readonly catalogue: Catalogue;
  readonly limit: number;
  /** What is not is not shown. */
  readonly isFree: ItemTest;
  /** The ids of items that are in the answer already. */
  readonly taken: Set<string>;
}

/** What recommenders can do. A page loads what its own need, so more may come later. */
export interface Repertoire {
  readonly strategies: Strategies;
  /** Puts what a strategy found in the order of its recommender's boosts and diversity. */
  inOrder: (found: readonly Found[], recommender: Recommender, choosing: Choosing) => readonly Found[];
  /** Takes a recommender's pins; gives what puts them at their places in the end. */
  pin: (recommender: Recommender, choosing: Choosing) => (picks: readonly Picked[]) => readonly Picked[];
}

/**
 * Recommends by what there is of strategies and rules, asked each time. A recommender goes down the chain of fallbacks until there
 * are enough items.
 *
 * Every recommender of the chain applies its own filters, boosts and diversity; pins are those of the first. Price, stock and
 * words of an item are the catalogue's, whatever an event said of it. Never throws, whatever the playbook holds.
 */
export const recommendersWith =
  (repertoire: Repertoire): Recommending =>
  (playbook) => {
    const byId = new Map(objectsIn(own(playbook, 'recommenders')).map((recommender) => [recommender.id, recommender]));
    const catalogue = catalogueOf(own(playbook, 'catalogue'));
    return (id, wish) => {
      const limit = Math.floor(wish.limit);
      const here = own(wish.context.page, 'itemId');
      // Stated, though there may be none: what a page put on Object.prototype is none.
      const shopping: Shopping = { query: undefined, models: undefined, ...wish, catalogue, here };
      const taken = new Set<string>();
      const picks: Picked[] = [];
      let withPins: ReturnType<Repertoire['pin']> | undefined;
      for (const recommender of chainOf(byId, id)) {
        if (!(picks.length < limit)) break;
        const { strategy } = recommender;
        // What is of a newer release finds nothing.
        const [find = () => [], ...exclusions] = repertoire.strategies.get(strategy) ?? [];
        const fits = filterOf(recommender, exclusions, shopping);
        const choosing: Choosing = {
          ...{ catalogue, limit, taken },
          isFree: (item) => !taken.has(item.item_id) && fits(item),
        };
        withPins ??= repertoire.pin(recommender, choosing);
        const found = find({ ...shopping, recommender, fits });
        for (const one of repertoire.inOrder(found, recommender, choosing))
          if (picks.length < limit && choosing.isFree(one.item)) {
            taken.add(one.item.item_id);
            picks.push(withReason({ ...one, strategy }, recommender, catalogue));
          }
      }
      return withPins ? withPins(picks) : picks;
    };
  };
