import { createEngine, createRecommender, emptyProfile, type Context, type Models, type Profile } from '@aisle/engine';
import type { CatalogueItem, Recommender } from '@aisle/schema';
import { trainNeighbours } from '@aisle/trainer';
import { contextOf, type EventSketch, minuteMs, noonMs, profileOf } from '../build-events.js';
import { viewsOf } from '../../trainer/neighbours/views.js';

const item = (item_id: string, categories: string, more: Partial<CatalogueItem> = {}): CatalogueItem => {
  const [item_category, item_category2] = categories.split('/');
  return {
    item_id,
    item_name: `${item_id[0]?.toUpperCase()}${item_id.slice(1)}`,
    ...(item_category && { item_category }),
    ...(item_category2 && { item_category2 }),
    x_url: `/${item_id}`,
    ...more,
  };
};

/** The most popular first. */
export const catalogue: readonly CatalogueItem[] = [
  item('lamp', 'Home/Lamps', { item_brand: 'Alba', price: 80 }),
  item('shirt', 'Clothes/Shirts', { item_brand: 'Nord', price: 40 }),
  item('boots', 'Shoes/Boots', { item_brand: 'Sole', price: 120 }),
  item('tee', 'Clothes/Shirts', { item_brand: 'Nord', price: 20, x_added_at: '2026-02-20' }),
  item('bulb', 'Home/Lamps', { item_brand: 'Alba', price: 9 }),
  item('shade', 'Home/Lamps', { item_brand: 'Nord', price: 70 }),
  item('coat', 'Clothes/Coats', { price: 200, x_availability: 'out_of_stock' }),
  item('socks', 'Clothes', { price: 10, x_added_at: '2026-02-27T08:00+01:00' }),
];

/** Made of sessions, each its items in their order. */
export const modelOf = (...sessions: string[]) =>
  createRecommender(trainNeighbours(viewsOf(...sessions), { floor: 1 }));

/** Made of real, if few, sessions by the trainer. */
export const models: Models = {
  neighbours: modelOf('lamp shade', 'lamp shade', 'lamp bulb', 'boots socks', 'tee shirt', 'gone boots'),
  together: modelOf('lamp bulb', 'lamp bulb', 'boots socks', 'boots socks', 'shirt tee'),
  popularity: {
    v: 1,
    kind: 'popularity',
    popular: { all: ['socks', 'gone', 'tee'], category: { Lamps: ['bulb', 'boots'] }, region: { AT: ['boots'] } },
    trending: { all: ['shade'], category: { Lamps: ['bulb'] }, region: { AT: ['coat', 'tee'] } },
  },
};

export const sketch = (name: string, ...ids: string[]): readonly EventSketch[] =>
  ids.map((id, at) => ({
    name,
    atMs: noonMs + at * minuteMs,
    params: { items: [catalogue.find(({ item_id }) => item_id === id) ?? { item_id: id }] },
  }));

/** Looked at these, in this order, in one session. */
export const viewed = (...ids: string[]): Profile => profileOf(sketch('view_item', ...ids));

export interface Asking {
  readonly profile?: Profile;
  readonly limit?: number;
  readonly query?: string;
  readonly models?: Models;
  readonly context?: Partial<Context>;
  readonly catalogue?: readonly CatalogueItem[];
  readonly words?: Readonly<Record<string, string>>;
}

/** The first recommender's picks. */
export const picksOf = (recommenders: Recommender | readonly Recommender[], asking: Asking = {}) => {
  const { profile = emptyProfile, context, catalogue: items = catalogue, limit, query, ...options } = asking;
  const chain = [recommenders].flat();
  const engine = createEngine({ v: 1, version: '1', recommenders: chain, catalogue: [...items] }, options);
  return engine.recommend(chain[0]?.id ?? '', profile, contextOf(context), { limit, query });
};

/** Their ids. */
export const idsOf = (recommenders: Recommender | readonly Recommender[], asking?: Asking): readonly string[] =>
  picksOf(recommenders, asking).map((pick) => pick.item.item_id);

/** A recommender of one strategy. */
export const by = (strategy: string, more: Partial<Recommender> = {}): Recommender => ({
  id: strategy,
  strategy,
  ...more,
});

/** The context of an item's own page. */
export const onPageOf = (itemId: string): Partial<Context> => ({ page: { path: `/${itemId}`, itemId } });
