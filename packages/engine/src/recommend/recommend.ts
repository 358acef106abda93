import type { CatalogueItem, Recommender } from '@aisle/schema';
import type { Context, Pick as Picked } from '../decide/decision.js';
import { objectsIn, own } from '../own.js';
import { amountOf } from '../profile/item-reading.js';
import type { Profile } from '../profile/profile.js';
import type { Predict } from '../propensity/propensity.js';
import type { PublishedPlaybook } from '../publish/published.js';
import type { Shopping } from './asked.js';
import { bestOf } from './best-of.js';
import { type Catalogue, catalogueOf } from './catalogue.js';
import { filterOf } from './filter-items.js';
import type { ItemTest } from './item-rule.js';
import type { Models } from './models.js';
import { withReason } from './reason-of.js';
import { strategies } from './strategies.js';

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
export const chainOf = (recommenders: ReadonlyMap<string, Recommender>, id: string): ReadonlySet<Recommender> => {
  const chain = new Set<Recommender>();
  let next = recommenders.get(id);
  while (next && !chain.has(next)) {
    chain.add(next);
    next = recommenders.get(own(next, 'fallback') ?? '');
  }
  return chain;
};

interface Pinned {
  readonly item: CatalogueItem;
  readonly place: number;
}

/** The shop's own choice, in the order of their places. */
const pinnedBy = (recommender: Recommender, { byId }: Catalogue, take: (pinned: Pinned) => boolean) =>
  objectsIn(own(recommender, 'pins'))
    .flatMap((pin) => {
      const item = byId.get(own(pin, 'item') ?? '');
      return item ? { item, place: amountOf(own(pin, 'place')) ?? 0 } : [];
    })
    .filter(take)
    .toSorted((a, b) => a.place - b.place);

/**
 * All strategies there are. A recommender goes down the chain of fallbacks until there are enough items.
 *
 * Every recommender of the chain applies its own filters, boosts and diversity; pins are those of the first. Price, stock and
 * words of an item are the catalogue's, whatever an event said of it. Never throws, whatever the playbook holds.
 */
export const recommenders: Recommending = (playbook) => {
  const byId = new Map(objectsIn(own(playbook, 'recommenders')).map((recommender) => [recommender.id, recommender]));
  const byName = new Map(Object.entries(strategies));
  const catalogue = catalogueOf(own(playbook, 'catalogue'));
  return (id, wish) => {
    const { limit } = wish;
    const here = own(wish.context.page, 'itemId');
    // Stated, though there may be none: what a page put on Object.prototype is none.
    const shopping: Shopping = { query: undefined, models: undefined, ...wish, catalogue, here };
    const taken = new Set<string>();
    const picks: Picked[] = [];
    let pins: readonly Pinned[] | undefined;
    for (const recommender of chainOf(byId, id)) {
      if (!(picks.length < limit)) break;
      const { strategy } = recommender;
      // What is of a newer release finds nothing.
      const [find = () => [], ...exclusions] = byName.get(strategy) ?? [];
      const fits = filterOf(recommender, exclusions, shopping);
      // Taken, though it may have no place in the end: then there are enough, and no fallback is asked.
      const take: ItemTest = (item) => !taken.has(item.item_id) && fits(item) && Boolean(taken.add(item.item_id));
      pins ??= pinnedBy(recommender, catalogue, ({ item, place }) => place >= 1 && place <= limit && take(item));
      for (const one of bestOf(find({ ...shopping, recommender, fits }), recommender, { catalogue, limit, take }).slice(
        0,
        limit,
      ))
        picks.push(withReason({ ...one, strategy }, recommender, catalogue));
    }
    pins?.forEach(({ item, place }) => picks.splice(place - 1, 0, { item, strategy: 'pinned' }));
    return picks.slice(0, limit);
  };
};
