// @vitest-environment happy-dom
import { ga4DataLayer } from '@aisle/adapters';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { recordingHost } from '../helpers/recording-host.js';

let layer: unknown[];
let stop: (() => void) | void;
const globals = window as unknown as { dataLayer: unknown[] };

beforeEach(() => {
  layer = globals.dataLayer = [];
});
afterEach(() => stop?.());

const open = () => {
  const told = recordingHost();
  stop = ga4DataLayer().setup(told.host);
  return told;
};
const items = [{ item_id: 'A1', price: 59 }];
/** As gtag() does: the Arguments object itself. */
const gtag = function (..._words: unknown[]) {
  layer.push(arguments);
} as (...words: unknown[]) => void;

it('reads the form with an ecommerce object', () => {
  const { recorded } = open();
  layer.push({ event: 'view_item', ecommerce: { currency: 'EUR', items } });
  expect(recorded).toEqual([['view_item', { currency: 'EUR', items }]]);
});

it('reads the form with the fields at the top, without the tag manager’s own', () => {
  const { recorded } = open();
  layer.push({ event: 'add_to_cart', value: 59, items, 'gtm.uniqueEventId': 7, eventTimeout: 100 });
  expect(recorded).toEqual([['add_to_cart', { value: 59, items }]]);
});

it('reads what gtag pushes: Arguments objects, not arrays', () => {
  const { recorded } = open();
  gtag('js', new Date());
  gtag('consent', 'default', { ad_storage: 'denied' });
  gtag('event', 'purchase', { transaction_id: 'T1', items });
  expect(recorded).toEqual([['purchase', { transaction_id: 'T1', items }]]);
});

it('reads what was pushed before it came, in order', () => {
  layer.push({ ecommerce: null }, { event: 'view_item', ecommerce: { items } }, { event: 'view_cart' });
  const { recorded } = open();
  expect(recorded.map(([name]) => name)).toEqual(['view_item', 'view_cart']);
});

it('records nothing for a clearing, a tag manager’s event or another tool’s', () => {
  const { recorded } = open();
  layer.push({ ecommerce: null }, { event: 'gtm.js' }, { event: 'scroll_depth' }, null, 'text', 7);
  expect(recorded).toEqual([]);
});

it('counts an order once, however often its id is pushed', () => {
  const { recorded } = open();
  layer.push({ event: 'purchase', ecommerce: { transaction_id: 'T1', items } });
  layer.push({ event: 'purchase', transaction_id: 'T1', items });
  layer.push({ event: 'purchase', transaction_id: 'T2', items });
  expect(recorded).toHaveLength(2);
});

it('keeps each of several orders without an id', () => {
  const { recorded } = open();
  layer.push({ event: 'purchase', items });
  layer.push({ event: 'purchase', items });
  expect(recorded).toHaveLength(2);
});

it('answers what the shop’s own push answers', () => {
  open();
  expect(layer.push({ event: 'view_cart' }, { event: 'view_cart' })).toBe(2);
});

it('lets the shop’s push succeed when an entry cannot be read', () => {
  const { failures } = open();
  const hostile = new Proxy(
    {},
    {
      ownKeys: () => {
        throw new Error('no');
      },
      get: () => {
        throw new Error('no');
      },
    },
  );
  expect(layer.push(hostile)).toBe(1);
  expect(failures).toHaveLength(1);
});

it('catches up when another script put its own push over ours', () => {
  const { recorded } = open();
  layer.push = Array.prototype.push.bind(layer);
  layer.push({ event: 'view_item', ecommerce: { items } });
  document.dispatchEvent(new Event('visibilitychange'));
  document.dispatchEvent(new Event('visibilitychange'));
  expect(recorded.map(([name]) => name)).toEqual(['view_item']);
});

it('gives the shop’s push back when it stops', () => {
  open();
  expect(Object.hasOwn(layer, 'push')).toBe(true);
  stop?.();
  expect(Object.hasOwn(layer, 'push')).toBe(false);
});

it('leaves a push that somebody put over ours', () => {
  open();
  const theirs = (layer.push = () => 0);
  stop?.();
  expect(layer.push).toBe(theirs);
});
