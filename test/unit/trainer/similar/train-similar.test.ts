import { createRecommender } from '@aisle/engine';
import type { Item } from '@aisle/schema';
import { trainSimilar, trainSimilarModel } from '@aisle/trainer';
import { expect, it } from 'vitest';

const item = (item_id: string, item_name: string, more: Partial<Item> = {}): Item => ({ item_id, item_name, ...more });

const alike = (items: readonly Item[], id: string, limit = 8) =>
  createRecommender(trainSimilar(items)).recommend([id], { limit, excludeSeen: true });

const shop = [
  item('saucepan', 'Lidded Saucepan 16 cm', { item_category: 'Kitchen', item_category2: 'Pots', price: 60 }),
  item('casserole', 'Casserole 24 cm', { item_category: 'Kitchen', item_category2: 'Pots', price: 90 }),
  item('nakiri', 'Kiri Nakiri 16 cm', { item_category: 'Kitchen', item_category2: 'Knives', price: 62 }),
  item('bread', 'Bread Knife 24 cm', { item_category: 'Kitchen', item_category2: 'Knives', price: 70 }),
  item('rug', 'Round Jute Rug', { item_category: 'Home', item_category2: 'Rugs', price: 80 }),
];

it('puts first what shares the category, not a size', () => {
  expect(alike(shop, 'saucepan')[0]).toBe('casserole');
  expect(alike(shop, 'nakiri')[0]).toBe('bread');
});

it('knows an item that nobody has clicked', () => {
  expect(alike([...shop, item('new', 'Paring Knife', { item_category2: 'Knives' })], 'new')[0]).toBe('bread');
});

it('reads words whatever their case and accents', () => {
  const items = [item('a', 'CRÈME brûlée dish'), item('b', 'creme BRULEE torch'), item('c', 'garden hose')];
  expect(alike(items, 'a')).toEqual(['b']);
});

it('prefers the nearer price among the equally alike', () => {
  const bowls = [10, 100, 12, 30].map((price) => item(`bowl-${price}`, 'Bowl', { item_category: 'Bowls', price }));
  expect(alike([...bowls, ...shop], 'bowl-10', 3)).toEqual(['bowl-12', 'bowl-30', 'bowl-100']);
});

it('counts a word that is rare more than one that all have', () => {
  const items = [
    item('a', 'set walnut'),
    item('b', 'set walnut'),
    ...Array.from({ length: 9 }, (_, at) => item(`set-${at}`, `set thing${at}`)),
  ];
  expect(alike(items, 'a')[0]).toBe('b');
});

it('takes variants of one product for the same, not for alike', () => {
  const shirts = ['red', 'blue'].map((colour) =>
    item(colour, 'Shirt', { item_category: 'Shirts', x_group_id: 'shirt' }),
  );
  expect(alike([...shirts, item('other', 'Shirt', { item_category: 'Shirts' })], 'red')).toEqual(['other']);
});

it('answers nothing for what is like nothing', () => {
  expect(alike([item('a', 'Lamp'), item('b', 'Tent')], 'a')).toEqual([]);
});

it('finds neighbours by price where thousands share all else', () => {
  const many = Array.from({ length: 3_000 }, (_, at) =>
    item(`mug-${at}`, 'Mug', { item_category: 'Mugs', price: at + 1 }),
  );
  const found = alike(many, 'mug-2000', 16).map((id) => Math.abs(Number(id.slice(4)) - 2_000));
  expect([found.length, Math.max(...found)]).toEqual([16, 8]);
});

it('gives the same bytes for the same catalogue, and the first of an id that comes twice', () => {
  const twice = [...shop, item('rug', 'Lidded Saucepan')];
  expect(trainSimilar(structuredClone(twice))).toEqual(trainSimilar(shop));
});

it('says how many next clicks it foretells by itself', () => {
  const sessions = Array.from({ length: 40 }, (_, at) =>
    (at % 2 ? ['saucepan', 'casserole'] : ['nakiri', 'bread']).map((itemId) => ({ itemId, type: 'view_item' })),
  );
  const { manifest } = trainSimilarModel(shop, {}, { sessions, count: 40 });
  expect(manifest).toMatchObject({ kind: 'similar', trainedOn: { items: 5 }, metrics: { predictions: 2, hitRate: 1 } });
});
