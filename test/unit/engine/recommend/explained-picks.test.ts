import { emptyProfile, explain, type Profile } from '@aisle/engine';
import type { Recommender } from '@aisle/schema';
import { expect, it } from 'vitest';
import { contextOf } from '../build-events.js';
import { by, catalogue, onPageOf, viewed } from './shop.js';

const explained = (recommender: Recommender, profile: Profile = emptyProfile, itemId?: string) =>
  explain(
    {
      v: 1,
      version: '1',
      recommenders: [recommender],
      catalogue: [...catalogue],
      slots: [{ id: 'row', candidates: [{ id: 'cards', recommend: { recommender: recommender.id, limit: 2 } }] }],
    },
    'row',
    { profile, context: contextOf(itemId ? onPageOf(itemId) : {}) },
  );
const inputs = (...args: Parameters<typeof explained>) =>
  explained(...args).inputs.map(({ fact, value, detail, purposes }) => [fact, value, detail, purposes.join()]);

it('B39: what is like this page’s item rests on the page, and on nothing that is stored', () => {
  expect(inputs(by('similar'), emptyProfile, 'lamp')).toEqual([['page.itemId', 'lamp', 'Lamp', 'necessary']]);
  expect(inputs(by('similar'), viewed('lamp'))).toEqual([['recents', 'lamp', 'Lamp', 'personalization']]);
});

it('B39: what was seen before rests on having been seen, though this page is about it', () => {
  expect(inputs(by('recently-viewed'), viewed('lamp'), 'lamp')).toEqual([
    ['recents', 'lamp', 'Lamp', 'personalization'],
  ]);
});

it('B39: picks to a taste rest on the category, or the brand', () => {
  expect(inputs(by('personal-picks', { categories: ['Shirts', 'Lamps'] }), viewed('shirt'))).toEqual([
    ['affinity.category.Shirts', expect.closeTo(1), 'Shirts', 'personalization'],
    ['affinity.brand.Nord', expect.closeTo(1), 'Nord', 'personalization'],
  ]);
});

it('the best of a category rest on the page’s category', () => {
  expect(inputs(by('best-in-category'), emptyProfile, 'lamp')).toEqual([
    ['page.category', 'Lamps', 'Lamps', 'necessary'],
  ]);
});

it('a pin rests on nothing, and is not said to be popular', () => {
  const pinned = explained(by('trending', { pins: [{ item: 'lamp', place: 1 }] }));
  expect(pinned.decision.items.map(({ strategy }) => strategy)).toEqual(['pinned']);
  expect(pinned.inputs).toEqual([]);
  expect(pinned.shopper).toBe('This is what everybody sees here.');
});
