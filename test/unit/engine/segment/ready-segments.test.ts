import { createEngine, emptyProfile, readyAggregates, readySegments, type Profile } from '@aisle/engine';
import { segmentSchema } from '@aisle/schema';
import { expect, it } from 'vitest';
import { contextOf, dayMs, eventOf, type EventSketch, hourMs, minuteMs, noonMs, profileOf } from '../build-events.js';

const engine = createEngine({ v: 1, version: '1', segments: [...readySegments] });
const segmentsOf = (profile: Profile, nowMs = noonMs + 2 * hourMs) => engine.segments(profile, contextOf({ nowMs }));
const items = [{ item_id: 'a', price: 40 }];

it('are valid segments', () => {
  for (const segment of readySegments) expect(segmentSchema.safeParse(segment).error).toBeUndefined();
});

it('know a first-time visitor, also one of whom nothing is known', () => {
  expect(segmentsOf(emptyProfile)).toEqual(['first-time']);
  expect(segmentsOf(profileOf([{ name: 'page_view' }]))).toEqual(['first-time']);
});

it('know who returned', () => {
  const events = [{ name: 'page_view' }, { name: 'page_view', sessionId: 'session-2', atMs: noonMs + dayMs }];
  expect(segmentsOf(profileOf(events))).toEqual(['returning']);
});

it('know an abandoned cart after an hour, not before', () => {
  const profile = profileOf([{ name: 'add_to_cart', params: { items } }]);
  expect(segmentsOf(profile, noonMs + 59 * minuteMs)).not.toContain('cart-abandoner');
  expect(segmentsOf(profile, noonMs + 60 * minuteMs)).toContain('cart-abandoner');
});

it('know an abandoned checkout until it ends in an order', () => {
  const begun = profileOf([{ name: 'add_to_cart', params: { items } }, { name: 'begin_checkout' }]);
  expect(segmentsOf(begun)).toEqual(['first-time', 'cart-abandoner', 'checkout-abandoner']);
  expect(segmentsOf(profileOf([{ name: 'purchase', params: { items } }], begun))).toEqual(['customer', 'occasional']);
});

it('know a high-value customer by money and by number of orders', () => {
  expect(segmentsOf(profileOf([{ name: 'purchase', params: { value: 500 } }]))).toEqual(['customer', 'high-value']);
  const small = { name: 'purchase', params: { value: 1 } };
  expect(segmentsOf(profileOf([small, small]))).toEqual(['customer', 'occasional']);
  expect(segmentsOf(profileOf([small, small, small]))).toEqual(['customer', 'high-value', 'loyal']);
});

it('know who is loyal until the last order lies 90 days back', () => {
  const profile = profileOf(Array.from({ length: 3 }, () => ({ name: 'purchase', params: { value: 1 } })));
  expect(segmentsOf(profile, noonMs + 90 * dayMs - 1)).toEqual(['customer', 'high-value', 'loyal']);
  expect(segmentsOf(profile, noonMs + 90 * dayMs)).toEqual(['customer', 'high-value', 'lapsing']);
});

it('know who is led by discounts, by orders with a coupon and by promotions', () => {
  const led = createEngine({ v: 1, version: '1', aggregates: [...readyAggregates], segments: [...readySegments] });
  const isLed = (sketches: readonly EventSketch[], nowMs = noonMs) => {
    const profile = sketches.map(eventOf).reduce((so, event) => led.reduce(so, event), emptyProfile);
    return led.segments(profile, contextOf({ nowMs })).includes('discount-led');
  };
  const coupon = { name: 'purchase', params: { value: 1, coupon: 'TEN' } };
  expect(isLed([{ name: 'purchase', params: { value: 1 } }])).toBe(false);
  expect(isLed([coupon])).toBe(true);
  expect(isLed([coupon], noonMs + 180 * dayMs)).toBe(false);
  const promotion = { name: 'select_promotion' };
  expect(isLed([promotion, promotion])).toBe(false);
  expect(isLed([promotion, promotion, promotion])).toBe(true);
});

it('know who loves a category until the love fades', () => {
  const views = Array.from({ length: 5 }, () => ({
    name: 'view_item',
    params: { items: [{ item_id: 'a', item_category: 'Shoes' }] },
  }));
  expect(segmentsOf(profileOf(views.slice(1)), noonMs)).not.toContain('category-lover');
  expect(segmentsOf(profileOf(views), noonMs)).toContain('category-lover');
  expect(segmentsOf(profileOf(views), noonMs + dayMs)).not.toContain('category-lover');
});

it('know a window shopper until something goes into the cart', () => {
  const views = Array.from({ length: 10 }, () => ({ name: 'view_item', params: { items } }));
  expect(segmentsOf(profileOf(views.slice(1)))).toEqual(['first-time']);
  expect(segmentsOf(profileOf(views))).toEqual(['first-time', 'window-shopper']);
  const bag = [...views, { name: 'add_to_cart', params: { items } }];
  expect(segmentsOf(profileOf(bag), noonMs)).toEqual(['first-time']);
});
