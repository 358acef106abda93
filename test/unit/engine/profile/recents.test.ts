import { expect, it } from 'vitest';
import { noonMs, profileOf } from '../build-events.js';

const view = (item_id: string, atMs: number, price?: number) => ({
  name: 'view_item',
  atMs,
  params: { items: [{ item_id, ...(price !== undefined && { price }) }] },
});

it('puts the newest first, each item once', () => {
  const { recents } = profileOf([view('a', noonMs), view('b', noonMs + 1), view('a', noonMs + 2)]);
  expect(recents).toMatchObject([
    { itemId: 'a', views: 2, atMs: noonMs + 2 },
    { itemId: 'b', views: 1 },
  ]);
});

it('puts a late view in its place', () => {
  const { recents } = profileOf([view('a', noonMs), view('c', noonMs + 2), view('b', noonMs + 1)]);
  expect(recents.map(({ itemId }) => itemId)).toEqual(['c', 'b', 'a']);
});

it('counts a late view of the same item without going back to its old price', () => {
  const { recents } = profileOf([view('a', noonMs + 1, 9), view('a', noonMs, 12)]);
  expect(recents).toEqual([{ itemId: 'a', views: 2, atMs: noonMs + 1, price: 9, categories: [] }]);
});

it('forgets the oldest beyond fifty', () => {
  const { recents } = profileOf(Array.from({ length: 60 }, (_, at) => view(`item-${at}`, noonMs + at)));
  expect(recents).toHaveLength(50);
  expect(recents.at(-1)?.itemId).toBe('item-10');
});
