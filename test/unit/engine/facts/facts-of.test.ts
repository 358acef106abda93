import { emptyProfile, factsOf, matches } from '@aisle/engine';
import { expect, it } from 'vitest';
import { contextOf, dayMs, hourMs, noonMs, profileOf } from '../build-events.js';

const items = [
  { item_id: 'shirt', item_brand: 'Nord', item_category: 'Clothes', price: 40, quantity: 2 },
  { item_id: 'shoe', item_brand: 'Sole & Co.', item_category: 'Shoes', price: 90 },
];

const tells = (condition: Record<string, unknown>, facts: ReturnType<typeof factsOf>) => matches(condition, facts);

it('tells of the cart', () => {
  const profile = profileOf([
    { name: 'add_to_cart', params: { items } },
    { name: 'begin_checkout', atMs: noonMs + hourMs },
  ]);
  expect(factsOf(profile, contextOf({ nowMs: noonMs + 3 * hourMs }))['cart']).toEqual({
    lines: 2,
    quantity: 3,
    value: 170,
    items: ['shirt', 'shoe'],
    hoursSinceChange: 3,
    checkoutStarted: true,
    hoursSinceCheckout: 2,
  });
});

it('tells of visits, sessions and counts', () => {
  const profile = profileOf([
    { name: 'view_item', params: { items } },
    { name: 'page_view', atMs: noonMs + dayMs, sessionId: 'session-2' },
  ]);
  const facts = factsOf(profile, contextOf({ nowMs: noonMs + 3 * dayMs }));
  expect(facts['profile']).toEqual({
    sessions: 2,
    visits: 2,
    counts: { view_item: 1, page_view: 1 },
    daysSinceFirst: 3,
    daysSinceLast: 2,
  });
  expect(facts['session']).toMatchObject({ counts: { page_view: 1 }, hours: 48, depth: 1, daysAway: 1 });
});

it('tells of orders', () => {
  const profile = profileOf([{ name: 'purchase', params: { items, transaction_id: 'T1' } }]);
  expect(factsOf(profile, contextOf({ nowMs: noonMs + dayMs }))['orders']).toEqual({
    count: 1,
    value: 170,
    average: 170,
    daysSinceLast: 1,
  });
});

it('tells of interests as they are now, the strongest by name', () => {
  const profile = profileOf([
    { name: 'view_item', params: { items } },
    { name: 'view_item', params: { items: items.slice(1) } },
  ]);
  expect(factsOf(profile, contextOf({ nowMs: noonMs + 14 * dayMs }))['affinity']).toEqual({
    category: { Shoes: 1, Clothes: 0.5 },
    brand: { 'Sole & Co_': 1, Nord: 0.5 },
    price: { 50: 1, 25: 0.5 },
    topCategory: 'Shoes',
    topCategoryWeight: 1,
    topBrand: 'Sole & Co.',
    topPriceBand: '50',
  });
});

it('does not take "never" for "lately", nor for "long ago"', () => {
  const facts = factsOf(emptyProfile, contextOf());
  for (const fact of ['orders.daysSinceLast', 'cart.hoursSinceChange', 'profile.daysSinceLast']) {
    expect(tells({ [fact]: { $lt: 7 } }, facts)).toBe(false);
    expect(tells({ [fact]: { $gte: 7 } }, facts)).toBe(false);
    expect(tells({ [fact]: { $exists: false } }, facts)).toBe(true);
  }
});

it('takes an event that lies in the future for one of now', () => {
  const facts = factsOf(profileOf([{ name: 'page_view', atMs: noonMs + dayMs }]), contextOf({ nowMs: noonMs }));
  expect(tells({ 'profile.daysSinceLast': 0 }, facts)).toBe(true);
});

it('tells of the page and of consent', () => {
  const context = contextOf({ page: { path: '/sale', type: 'category' }, consent: { marketing: 'denied' } });
  const facts = factsOf(emptyProfile, context);
  expect(tells({ 'page.type': 'category', 'consent.marketing': { $ne: 'granted' } }, facts)).toBe(true);
});
