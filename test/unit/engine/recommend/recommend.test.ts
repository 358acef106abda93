import { createEngine, noExperiments, situationOf, publish, emptyProfile, type Profile } from '@aisle/engine';
import type { CatalogueItem, Recommender } from '@aisle/schema';
import { expect, it } from 'vitest';
import { contextOf, dayMs, noonMs, profileOf } from '../build-events.js';

const item = (item_id: string, more: Partial<CatalogueItem> = {}): CatalogueItem => ({
  item_id,
  x_url: `/${item_id}`,
  ...more,
});

// The most popular first.
const catalogue = [
  item('lamp', { item_category: 'Home', item_category2: 'Lamps', price: 80 }),
  item('shirt', { item_category: 'Clothes', item_category2: 'Shirts', price: 40 }),
  item('boots', { item_category: 'Shoes', item_category2: 'Boots', price: 120 }),
  item('tee', { item_category: 'Clothes', item_category2: 'Shirts', price: 20 }),
  item('coat', { item_category: 'Clothes', item_category2: 'Coats', price: 200, x_availability: 'out_of_stock' }),
  item('socks', { item_category: 'Clothes' }),
];

const engineWith = (...recommenders: Recommender[]) => createEngine({ v: 1, version: '1', recommenders, catalogue });

const idsOf = (
  recommenders: Recommender | readonly Recommender[],
  profile: Profile = emptyProfile,
  { limit = 8, itemId = '' } = {},
) => {
  const chain = [recommenders].flat();
  const context = contextOf({ page: { path: '/', itemId } });
  return engineWith(...chain)
    .recommend(chain[0]?.id ?? '', profile, context, { limit })
    .map((pick) => pick.item.item_id);
};

const viewed = (...ids: string[]) =>
  profileOf(
    ids.map((id, at) => ({
      name: 'view_item',
      atMs: noonMs + at,
      params: { items: catalogue.filter(({ item_id }) => item_id === id) },
    })),
  );

const popular = { id: 'popular', strategy: 'popular' };
const recent = { id: 'recent', strategy: 'recently-viewed' };
const yours = { id: 'yours', strategy: 'in-your-categories' };

it('gives the popular items in the catalogue’s order, without what is out of stock', () => {
  expect(idsOf(popular)).toEqual(['lamp', 'shirt', 'boots', 'tee', 'socks']);
});

it('gives what was viewed, the newest first', () => {
  expect(idsOf(recent, viewed('lamp', 'tee'))).toEqual(['tee', 'lamp']);
});

it('leaves out a viewed item that the catalogue does not have', () => {
  const profile = profileOf([{ name: 'view_item', params: { items: [{ item_id: 'gone' }] } }], viewed('lamp'));
  expect(idsOf(recent, profile)).toEqual(['lamp']);
});

it('ranks the items of the shopper’s categories by interest and popularity', () => {
  expect(idsOf(yours, viewed('tee', 'tee', 'boots'))).toEqual(['shirt', 'tee', 'boots', 'socks']);
});

it('leaves out items of categories the shopper never looked at', () => {
  expect(idsOf(yours, viewed('boots'))).toEqual(['boots']);
});

it('prefers what interests now to what interested once', () => {
  const old = profileOf([{ name: 'add_to_cart', atMs: noonMs - 90 * dayMs, params: { items: catalogue.slice(0, 1) } }]);
  const profile = profileOf([{ name: 'view_item', params: { items: catalogue.slice(2, 3) } }], old);
  expect(idsOf(yours, profile)).toEqual(['boots', 'lamp']);
});

it('ranks anew for another shopper', () => {
  const engine = engineWith(yours);
  const idsFor = (profile: Profile) => engine.recommend('yours', profile, contextOf()).map((pick) => pick.item.item_id);
  expect([idsFor(viewed('boots')), idsFor(viewed('lamp')), idsFor(emptyProfile)]).toEqual([['boots'], ['lamp'], []]);
});

it('says which category a pick follows from, the narrowest it knows', () => {
  const picks = engineWith(yours).recommend('yours', viewed('tee'), contextOf());
  expect(picks.map(({ item: { item_id }, because, strategy }) => [item_id, because, strategy])).toEqual([
    ['shirt', 'Shirts', 'in-your-categories'],
    ['tee', 'Shirts', 'in-your-categories'],
    ['socks', 'Clothes', 'in-your-categories'],
  ]);
});

it.each<[string, Partial<Recommender>, string[]]>([
  ['cart', { exclude: ['cart'] }, ['lamp', 'shirt', 'boots', 'socks']],
  ['viewed', { exclude: ['viewed'] }, ['lamp', 'shirt', 'tee', 'socks']],
  ['purchased', { exclude: ['purchased'] }, ['shirt', 'boots', 'tee', 'socks']],
  ['current', { exclude: ['current'] }, ['lamp', 'boots', 'tee', 'socks']],
  ['all of them', { exclude: ['cart', 'viewed', 'purchased', 'current'] }, ['socks']],
  ['available or not', { availableOnly: false }, ['lamp', 'shirt', 'boots', 'tee', 'coat', 'socks']],
  ['by category at any level', { categories: ['Shirts', 'Home'] }, ['lamp', 'shirt', 'tee']],
  ['from a price on', { minPrice: 80 }, ['lamp', 'boots']],
  ['up to a price', { maxPrice: 40 }, ['shirt', 'tee']],
])('filters: %s', (_name, filter, expected) => {
  const profile = profileOf(
    [
      { name: 'purchase', params: { items: [{ item_id: 'lamp' }] } },
      { name: 'add_to_cart', params: { items: [{ item_id: 'tee' }] } },
    ],
    viewed('boots'),
  );
  expect(idsOf({ ...popular, ...filter }, profile, { itemId: 'shirt' })).toEqual(expected);
});

it('fills up from the fallback, each item once', () => {
  expect(idsOf([{ ...recent, fallback: 'popular' }, popular], viewed('tee'), { limit: 3 })).toEqual([
    'tee',
    'lamp',
    'shirt',
  ]);
});

it('says of each pick which strategy of the chain found it', () => {
  const picks = engineWith({ ...recent, fallback: 'popular' }, popular).recommend(
    'recent',
    viewed('tee'),
    contextOf(),
    { limit: 2 },
  );
  expect(picks.map(({ strategy }) => strategy)).toEqual(['recently-viewed', 'popular']);
});

it('asks the fallback when the strategy is of a newer release', () => {
  expect(
    idsOf([{ id: 'new', strategy: 'telepathy', fallback: 'popular' }, popular], emptyProfile, { limit: 1 }),
  ).toEqual(['lamp']);
});

it('ends a chain that comes back to itself', () => {
  expect(
    idsOf(
      [
        { ...recent, fallback: 'yours' },
        { ...yours, fallback: 'recent' },
      ],
      viewed('boots'),
    ),
  ).toEqual(['boots']);
});

it('answers nothing for a recommender that is not there', () => {
  expect(engineWith(popular).recommend('missing', emptyProfile, contextOf())).toEqual([]);
});

it('gives eight unless told', () => {
  const many = Array.from({ length: 20 }, (_, at) => item(`item-${at}`));
  const engine = createEngine({ v: 1, version: '1', recommenders: [popular], catalogue: many });
  expect(engine.recommend('popular', emptyProfile, contextOf())).toHaveLength(8);
  expect(engine.recommend('popular', emptyProfile, contextOf(), { limit: 0 })).toEqual([]);
});

it('leaves the default content where items are asked for and the engine has no recommenders', () => {
  const candidates = [{ id: 'cards', recommend: { recommender: 'popular' } }];
  const playbook = {
    v: 1 as const,
    version: '1',
    recommenders: [popular],
    catalogue,
    slots: [{ id: 'hero', candidates }],
  };
  const abilities = { recommend: () => [], assign: noExperiments };
  const situation = situationOf(publish(playbook), abilities, { profile: emptyProfile, context: contextOf() });
  expect(situation.decide('hero')).toMatchObject({
    candidate: null,
    trace: [{ candidate: 'cards', outcome: 'too-few-items' }],
  });
});
