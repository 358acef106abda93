import { expect, it } from 'vitest';
import { hourMs, noonMs, profileOf } from '../build-events.js';

const a = { item_id: 'a', price: 10 };
const b = { item_id: 'b', price: 5, quantity: 3 };

const linesOf = (...sketches: Parameters<typeof profileOf>[0]) =>
  profileOf(sketches).cart.lines.map(({ itemId, quantity }) => `${quantity} ${itemId}`);

it('adds to the line an item already has', () => {
  expect(
    linesOf({ name: 'add_to_cart', params: { items: [a, b] } }, { name: 'add_to_cart', params: { items: [a] } }),
  ).toEqual(['2 a', '3 b']);
});

it('takes a quantity away and drops the line that is empty', () => {
  expect(
    linesOf(
      { name: 'add_to_cart', params: { items: [a, b] } },
      { name: 'remove_from_cart', params: { items: [a, { ...b, quantity: 1 }] } },
    ),
  ).toEqual(['2 b']);
});

it('does not go below nothing when more is removed than was added', () => {
  expect(linesOf({ name: 'remove_from_cart', params: { items: [a] } })).toEqual([]);
});

it('believes the cart that the shop shows', () => {
  expect(
    linesOf({ name: 'add_to_cart', params: { items: [a] } }, { name: 'view_cart', params: { items: [b] } }),
  ).toEqual(['3 b']);
});

it('keeps the lines when the shown cart does not list its items', () => {
  expect(linesOf({ name: 'add_to_cart', params: { items: [a] } }, { name: 'view_cart' })).toEqual(['1 a']);
});

it('does not believe a shown cart that is older than the last change', () => {
  expect(
    linesOf(
      { name: 'add_to_cart', params: { items: [a] }, atMs: noonMs + hourMs },
      { name: 'view_cart', params: { items: [b] }, atMs: noonMs },
    ),
  ).toEqual(['1 a']);
});

it('leaves in the cart what was not bought', () => {
  expect(
    linesOf({ name: 'add_to_cart', params: { items: [a, b] } }, { name: 'purchase', params: { items: [a] } }),
  ).toEqual(['3 b']);
});

it('empties the cart when an order does not name its items', () => {
  expect(
    linesOf({ name: 'add_to_cart', params: { items: [a, b] } }, { name: 'purchase', params: { value: 25 } }),
  ).toEqual([]);
});

it('ends a checkout with the purchase', () => {
  const begun = profileOf([{ name: 'add_to_cart', params: { items: [a] } }, { name: 'begin_checkout' }]);
  expect(begun.cart.checkoutAtMs).toBe(noonMs);
  expect(profileOf([{ name: 'purchase', params: { items: [a] } }], begun).cart.checkoutAtMs).toBeNull();
});

it('does not begin a checkout again when its event comes after the purchase', () => {
  const profile = profileOf([
    { name: 'purchase', params: { items: [a] }, atMs: noonMs + 1 },
    { name: 'begin_checkout', atMs: noonMs },
  ]);
  expect(profile.cart.checkoutAtMs).toBeNull();
});
