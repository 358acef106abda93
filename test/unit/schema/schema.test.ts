import { batchSchema, eventSchema, jsonSchemas, playbookSchema, problemsOf } from '@aisle/schema';
import { expect, it } from 'vitest';

const event = {
  v: 1,
  id: 'event-0001',
  name: 'view_item',
  atMs: 1,
  seq: 0,
  offsetMs: 0,
  sessionId: 'session-1',
  params: { items: [{ item_id: 'A', price: 1 }] },
  consent: { purposes: ['measurement'] },
};

it('keeps events, parameters and fields of a newer release', () => {
  const newer = { ...event, v: 2, name: 'x_hologram', mood: 'good', params: { ...event.params, depth: { z: 3 } } };
  expect(problemsOf(eventSchema, newer)).toEqual([]);
  expect(eventSchema.parse(newer)).toEqual(newer);
});

it.each([
  ['id', { id: 7 }],
  ['name', { name: 'view item' }],
  ['seq', { seq: -1 }],
  ['params.items[0].price', { params: { items: [{ item_id: 'A', price: '1' }] } }],
  ['params.items[0].item_id', { params: { items: [{}] } }],
  ['params.currency', { params: { currency: 'eur' } }],
  ['consent.purposes[0]', { consent: { purposes: ['everything'] } }],
])('names the field at fault: %s', (field, fault) => {
  expect(problemsOf(eventSchema, { ...event, ...fault }).map((problem) => problem.field)).toEqual([field]);
});

it('says what was expected', () => {
  expect(problemsOf(playbookSchema, { v: 1, version: 7 })).toEqual([
    { field: 'version', message: 'Invalid input: expected string, received number' },
  ]);
});

it('takes at most two hundred items an event', () => {
  const items = Array.from({ length: 201 }, (_, index) => ({ item_id: String(index) }));
  expect(problemsOf(eventSchema, { ...event, params: { items } })[0]?.field).toBe('params.items');
});

it('looks at a batch’s envelope only, so that a bad event does not sink its batch', () => {
  expect(problemsOf(batchSchema, { v: 1, site: 'demo', sentAtMs: 1, events: [7, null, event] })).toEqual([]);
  expect(problemsOf(batchSchema, { v: 1, site: 'demo', sentAtMs: 1, events: {} })[0]?.field).toBe('events');
});

it('gives JSON Schemas that forbid no unknown field', () => {
  expect(JSON.stringify(jsonSchemas())).not.toContain('"additionalProperties":false');
});
