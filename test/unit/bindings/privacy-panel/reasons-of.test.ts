import { englishPanelWords as words } from '@aisle/bindings';
import { emptyProfile, explain } from '@aisle/engine';
import type { Playbook } from '@aisle/schema';
import { expect, it } from 'vitest';
import { storedInputs } from '../../../../packages/bindings/src/privacy-panel/reasons-of.js';

const item = (id: string, name: string) => ({
  item_id: id,
  item_name: name,
  item_category: 'Knives',
  price: 10,
  x_url: `/p/${id}`,
});

const playbook: Playbook = {
  v: 1,
  version: '1',
  segments: [
    { id: 'cooks', title: 'Cooks', when: { 'affinity.category.Knives': { $gte: 1 } } },
    { id: 'loyal', title: 'Loyal', when: { segments: { $elemMatch: { $eq: 'cooks' } }, 'orders.count': { $gte: 1 } } },
  ],
  recommenders: [{ id: 'recent', strategy: 'recently-viewed' }],
  slots: [
    {
      id: 'loyal',
      candidates: [
        { id: 'a', when: { segments: { $elemMatch: { $eq: 'loyal' } }, 'device.touch': false }, content: {} },
      ],
    },
    { id: 'absent', candidates: [{ id: 'a', when: { $nor: [{ 'cart.count': { $gt: 0 } }] }, content: {} }] },
    { id: 'recent', candidates: [{ id: 'a', content: {}, recommend: { recommender: 'recent' } }] },
    { id: 'everybody', candidates: [{ id: 'a', content: {} }] },
  ],
  catalogue: [item('A', 'Gyuto'), item('B', 'Nakiri')],
};

const nowMs = 1_000_000;
const seen = (itemId: string) => ({ itemId, atMs: nowMs, views: 1, categories: ['Knives'] });
const profile = {
  ...emptyProfile,
  recents: [seen('A'), seen('B')],
  orders: { ...emptyProfile.orders, count: 1, lastAtMs: nowMs },
  affinity: { ...emptyProfile.affinity, category: { Knives: { weight: 3, atMs: nowMs } } },
};
const context = { nowMs, page: { path: '/' }, device: { touch: false, width: 800 } };
const inputsOf = (slot: string) => storedInputs(explain(playbook, slot, { profile, context }), words);

it('B39: names what put the shopper into the segments that were asked for, and not what the page knows itself', () => {
  expect(inputsOf('loyal')).toEqual(['your interests (Knives)', 'your orders']);
});

it('B39: counts what had to be absent', () => {
  expect(inputsOf('absent')).toEqual(['your cart']);
});

it('B39: names the products that a recommendation follows from, by the shop’s names', () => {
  expect(inputsOf('recent')).toEqual(['products you looked at (Gyuto and Nakiri)']);
});

it('B39: names nothing where nothing stored was asked', () => {
  expect(inputsOf('everybody')).toEqual([]);
});
