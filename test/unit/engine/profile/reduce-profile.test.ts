import { emptyProfile, reduceProfile } from '@aisle/engine';
import type { AisleEvent } from '@aisle/schema';
import { expect, it } from 'vitest';
import { dayMs, eventOf, hourMs, noonMs, profileOf } from '../build-events.js';

const shirt = { item_id: 'shirt', item_brand: 'Nord', item_category: 'Clothes', item_category2: 'Shirts', price: 40 };
const shoe = { item_id: 'shoe', item_brand: 'Sole', item_category: 'Shoes', price: 90, quantity: 2 };

it('counts events by name, ever and in the session', () => {
  const profile = profileOf([
    { name: 'page_view' },
    { name: 'page_view' },
    { name: 'page_view', sessionId: 'session-2' },
  ]);
  expect(profile.counts).toEqual({ page_view: 3 });
  expect(profile.session.counts).toEqual({ page_view: 1 });
  expect(profile.sessions).toBe(2);
});

it('counts an event that bears the name of an object method', () => {
  expect(profileOf([{ name: 'constructor' }, { name: 'constructor' }]).counts['constructor']).toBe(2);
});

it('counts each UTC day once as a visit', () => {
  const profile = profileOf([
    { name: 'page_view', atMs: noonMs },
    { name: 'page_view', atMs: noonMs + 13 * hourMs },
    { name: 'page_view', atMs: noonMs + hourMs },
  ]);
  expect(profile.visits).toBe(2);
});

it('does not let a late event reopen or recount its session', () => {
  const profile = profileOf([
    { name: 'page_view', atMs: noonMs },
    { name: 'page_view', atMs: noonMs + dayMs, sessionId: 'session-2' },
    { name: 'view_item', atMs: noonMs + hourMs, sessionId: 'session-1' },
  ]);
  expect(profile.sessions).toBe(2);
  expect(profile.session).toMatchObject({ id: 'session-2', counts: { page_view: 1 } });
  expect(profile.counts).toEqual({ page_view: 2, view_item: 1 });
});

it('goes back to a session that goes on beside another, and counts it once', () => {
  const profile = profileOf([
    { name: 'page_view', atMs: noonMs },
    { name: 'page_view', atMs: noonMs + 1, sessionId: 'session-2' },
    { name: 'search', atMs: noonMs + 2 },
  ]);
  expect(profile.sessions).toBe(2);
  expect(profile.session).toMatchObject({ id: 'session-1', counts: { search: 1 }, earlierIds: ['session-2'] });
});

it('begins a new session even when the clock was set back', () => {
  const profile = profileOf([
    { name: 'page_view', atMs: noonMs },
    { name: 'page_view', atMs: noonMs - dayMs, sessionId: 'session-2' },
  ]);
  expect(profile.session.id).toBe('session-2');
  expect(profile).toMatchObject({ sessions: 2, firstAtMs: noonMs - dayMs, lastAtMs: noonMs });
});

it('leaves the profile untouched without consent to personalization', () => {
  const before = profileOf([{ name: 'page_view' }]);
  expect(reduceProfile(before, eventOf({ name: 'view_item', purposes: ['necessary', 'measurement'] }))).toBe(before);
});

it('leaves the old profile as it was', () => {
  const before = Object.freeze(structuredClone(emptyProfile));
  const kept = structuredClone(before);
  reduceProfile(before, eventOf({ name: 'purchase', params: { items: [shirt], transaction_id: 'T1' } }));
  expect(before).toEqual(kept);
});

it('shares with the old profile what an event does not touch', () => {
  const before = profileOf([{ name: 'add_to_cart', params: { items: [shirt] } }]);
  const after = reduceProfile(before, eventOf({ name: 'page_view' }));
  expect([after.cart, after.affinity, after.recents]).toEqual([before.cart, before.affinity, before.recents]);
  expect(after.cart).toBe(before.cart);
  expect(after.affinity).toBe(before.affinity);
});

it('lets our own events be counted and nothing more', () => {
  const profile = profileOf([{ name: 'x_exposure', params: { items: [shirt] } }]);
  expect(profile.counts).toEqual({ x_exposure: 1 });
  expect(profile.affinity).toBe(emptyProfile.affinity);
});

it.each([
  ['no params', undefined],
  ['params that are a text', 'rubbish'],
  ['items that are no list', { items: 'rubbish' }],
  [
    'items that hold anything',
    { items: [null, 7, 'x', {}, { item_id: 7 }, { item_id: 'a', price: 'x', quantity: {} }] },
  ],
  ['a value that is no number', { value: 'NaN', transaction_id: { a: 1 } }],
])('survives %s', (_name, params) => {
  for (const name of ['view_item', 'add_to_cart', 'view_cart', 'purchase', 'refund', 'custom']) {
    const event = { ...eventOf({ name }), params } as unknown as AisleEvent;
    const profile = reduceProfile(emptyProfile, event);
    expect(profile.counts).toEqual({ [name]: 1 });
    expect(Number.isFinite(profile.orders.value)).toBe(true);
  }
});

it.each([
  ['no consent at all', { consent: undefined }],
  ['a time that is no number', { atMs: NaN }],
])('ignores an event with %s', (_name, flaw) => {
  const event = { ...eventOf({ name: 'page_view' }), ...flaw } as unknown as AisleEvent;
  expect(reduceProfile(emptyProfile, event)).toBe(emptyProfile);
});

it('keeps nothing of what is stripped before sync', () => {
  const stripped = {
    x_url: '/shirt',
    x_image: '/shirt.png',
    x_list_price: 60,
    x_availability: 'in_stock',
    x_rating: 4,
  };
  const params = { items: [{ ...shirt, ...stripped }] };
  for (const name of ['view_item', 'add_to_cart', 'purchase']) {
    expect(profileOf([{ name, params }])).toEqual(profileOf([{ name, params: { items: [shirt] } }]));
  }
});

it('adds up an order from its items when it states no value', () => {
  expect(profileOf([{ name: 'purchase', params: { items: [shirt, shoe] } }]).orders.value).toBe(220);
});

it('believes the stated value of an order', () => {
  expect(profileOf([{ name: 'purchase', params: { items: [shirt], value: 35 } }]).orders.value).toBe(35);
});

it('counts an order that is reported twice once, and does not empty the next cart for it', () => {
  const order = { name: 'purchase', params: { items: [shirt], transaction_id: 'T1', value: 40 } };
  const profile = profileOf([order, { name: 'add_to_cart', params: { items: [shirt] } }, order]);
  expect(profile.orders).toMatchObject({ count: 1, value: 40, transactionIds: ['T1'] });
  expect(profile.cart.lines).toHaveLength(1);
  expect(profile.counts['purchase']).toBe(2);
});

it('counts every order that has no id', () => {
  const order = { name: 'purchase', params: { items: [shirt], value: 40 } };
  expect(profileOf([order, order]).orders).toMatchObject({ count: 2, value: 80 });
});

it('takes a refund off the value of the orders', () => {
  const profile = profileOf([
    { name: 'purchase', params: { value: 100, transaction_id: 'T1' } },
    { name: 'refund', params: { value: 30, transaction_id: 'T1' } },
  ]);
  expect(profile.orders).toMatchObject({ count: 1, value: 70 });
});

it('remembers bought items once each, the newest first', () => {
  const profile = profileOf([
    { name: 'purchase', params: { items: [shirt] } },
    { name: 'purchase', params: { items: [shoe, shirt] } },
  ]);
  expect(profile.orders.itemIds).toEqual(['shoe', 'shirt']);
});

it.each([{ id: { toString: 1 } }, { id: null }, {}, 'words', null])(
  'bears an exposure whose experiments are no experiments: %j',
  (arm) => {
    const folded = profileOf([{ name: 'x_exposure', params: { experiments: [arm] } }]);
    expect(folded.assigned).toEqual({});
  },
);
