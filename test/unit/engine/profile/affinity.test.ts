import { affinityAt } from '@aisle/engine';
import { expect, it } from 'vitest';
import { dayMs, noonMs, profileOf } from '../build-events.js';

const items = [{ item_id: 'a', item_brand: 'Nord', item_category: 'Clothes', item_category2: 'Shirts', price: 40 }];

it('halves in 14 days', () => {
  expect(affinityAt({ weight: 4, atMs: noonMs }, noonMs + 14 * dayMs)).toBe(2);
});

it('is whole before its own time', () => {
  expect(affinityAt({ weight: 4, atMs: noonMs }, noonMs - dayMs)).toBe(4);
});

it.each([
  ['view_item', 1],
  ['add_to_wishlist', 2],
  ['add_to_cart', 3],
  ['purchase', 4],
])(
  'grows by %s with weight %d, at every level of the category, for the brand and for the price band',
  (name, weight) => {
    const { affinity } = profileOf([{ name, params: { items } }]);
    expect(affinity).toEqual({
      category: { Clothes: { weight, atMs: noonMs }, Shirts: { weight, atMs: noonMs } },
      brand: { Nord: { weight, atMs: noonMs } },
      price: { 25: { weight, atMs: noonMs } },
    });
  },
);

it('is the same in whatever order two events arrive', () => {
  const early = { name: 'view_item', params: { items }, atMs: noonMs };
  const late = { name: 'add_to_cart', params: { items }, atMs: noonMs + 14 * dayMs };
  const expected = { weight: 3.5, atMs: noonMs + 14 * dayMs };
  expect(profileOf([early, late]).affinity.brand['Nord']).toEqual(expected);
  expect(profileOf([late, early]).affinity.brand['Nord']).toEqual(expected);
});

it('keeps the fifty strongest', () => {
  const views = Array.from({ length: 60 }, (_, at) => ({
    name: 'view_item',
    atMs: noonMs + at * dayMs,
    params: { items: [{ item_id: 'a', item_brand: `Brand ${at}` }] },
  }));
  const brands = Object.keys(profileOf(views).affinity.brand);
  expect(brands).toHaveLength(50);
  expect(brands).not.toContain('Brand 9');
  expect(brands).toContain('Brand 10');
});

it('takes no category for the object’s prototype', () => {
  const { affinity } = profileOf([
    { name: 'view_item', params: { items: [{ item_id: 'a', item_category: '__proto__' }] } },
  ]);
  expect(Object.keys(affinity.category)).toEqual([]);
  expect(Object.getPrototypeOf(affinity.category)).toBe(Object.prototype);
});
