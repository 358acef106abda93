import { createEngine, emptyProfile, type Profile } from '@aisle/engine';
import type { Playbook } from '@aisle/schema';
import { expect, it } from 'vitest';
import { contextOf, eventOf, type EventSketch, minuteMs, noonMs } from '../build-events.js';

const playbook: Playbook = {
  v: 1,
  version: '1',
  aggregates: [{ id: 'revenue', fn: 'sum', event: 'purchase', field: 'value' }],
  sequences: [
    {
      id: 'hesitates',
      steps: [{ event: 'view_item' }, { event: 'view_cart' }],
      without: [{ event: 'purchase' }],
      within: { days: 1 },
    },
  ],
  segments: [
    { id: 'spent', title: 'Spent 100', when: { 'history.revenue': 100 } },
    { id: 'hesitant', title: 'Hesitates', when: { 'history.hesitates': true } },
  ],
};
const engine = createEngine(playbook);
const segmentsAfter = (sketches: readonly EventSketch[], from: Profile = emptyProfile) =>
  engine.segments(sketches.map(eventOf).reduce(engine.reduce, from), contextOf());
const at = (name: string, minute: number): EventSketch => ({ name, atMs: noonMs + minute * minuteMs });

it('adds up an order that is reported twice once', () => {
  const order: EventSketch = { name: 'purchase', params: { transaction_id: 'T1', value: 100, currency: 'EUR' } };
  expect(segmentsAfter([order, order])).toContain('spent');
});

it('takes no step backwards: a second step that arrives late was before the first', () => {
  expect(segmentsAfter([at('view_item', 10), at('view_cart', 5)])).not.toContain('hesitant');
  expect(segmentsAfter([at('view_item', 10), at('view_cart', 15)])).toContain('hesitant');
});

it('is not broken by what happened before it began and arrives late', () => {
  expect(segmentsAfter([at('view_item', 10), at('view_cart', 15), at('purchase', 5)])).toContain('hesitant');
  expect(segmentsAfter([at('view_item', 10), at('view_cart', 15), at('purchase', 20)])).not.toContain('hesitant');
});

it('forgets what it counted when an event passed by that it could not see, so that it is read again', () => {
  const counted = engine.reduce(emptyProfile, eventOf(at('view_item', 0)));
  const withoutPlaybook = createEngine(null).reduce(counted, eventOf(at('purchase', 1)));
  expect(withoutPlaybook.history).toEqual({});
});
