import fc from 'fast-check';
import { expect, it } from 'vitest';
import { eventSchema, problemsOf } from '@aisle/schema';
import { paramsOf } from '../../../../packages/browser/src/capture/params.js';

const read = (raw: unknown) => {
  const left: string[] = [];
  const params = paramsOf(raw, (field) => left.push(field));
  return { params, left };
};

it.each([
  [{ value: '11.99' }, { value: 11.99 }],
  [{ currency: 'eur' }, { currency: 'EUR' }],
  [{ items: [{ item_id: 7, price: '3' }] }, { items: [{ item_id: '7', price: 3 }] }],
  [{ items: [{ item_name: 'Knife' }] }, { items: [{ item_id: 'Knife', item_name: 'Knife' }] }],
  [{ items: [{ item_id: 'A', x_image: '/a.png', x_url: '/a' }] }, { items: [{ item_id: 'A' }] }],
  [{ mood: { is: ['good', 7] } }, { mood: { is: ['good', 7] } }],
])('makes %j fit', (raw, params) => {
  expect(read(raw)).toEqual({ params, left: [] });
});

it.each([
  [{ value: 'a lot' }, 'value'],
  [{ currency: 'euros' }, 'currency'],
  [{ items: 'none' }, 'items'],
  [{ items: [{ price: 3 }] }, 'items[0].item_id'],
  [{ items: [{ item_id: 'A', price: {} }] }, 'items[0].price'],
  ['text', 'params'],
])('names what it leaves out of %j', (raw, field) => {
  expect(read(raw).left).toContain(field);
});

it('never runs a getter', () => {
  let ran = false;
  read(Object.defineProperty({}, 'trap', { enumerable: true, get: () => (ran = true) }));
  expect(ran).toBe(false);
});

it('makes whatever it is given into what a server accepts, and pollutes nothing', () => {
  fc.assert(
    fc.property(fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }), (raw) => {
      const { params } = read({ raw, items: [raw], value: raw, currency: raw, ['__proto__']: raw });
      const event = {
        v: 1,
        id: 'event-0001',
        name: 'x',
        atMs: 1,
        seq: 0,
        offsetMs: 0,
        sessionId: 'session-1',
        params,
        consent: { purposes: [] },
      };
      expect(problemsOf(eventSchema, JSON.parse(JSON.stringify(event)))).toEqual([]);
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    }),
  );
});

it('reads a page’s whole state, or a cycle, in bounded time and size', () => {
  const cycle: Record<string, unknown> = {};
  cycle['self'] = cycle;
  const wide = Object.fromEntries(Array.from({ length: 1e5 }, (_, index) => [`key${index}`, { index, cycle }]));
  expect(JSON.stringify(read(wide).params).length).toBeLessThan(500_000);
});
