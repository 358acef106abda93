import { createSessionCollector, holdOut } from '@aisle/trainer';
import type { AisleEvent } from '@aisle/schema';
import { expect, it } from 'vitest';
import { sampleEvent } from '../../server/sample-event.js';

const view = (id: string, itemId: string, more: Partial<AisleEvent> = {}) =>
  sampleEvent(id, { params: { items: [{ item_id: itemId }] }, ...more });

const sessionsOf = (...events: readonly AisleEvent[]) => {
  const collector = createSessionCollector();
  for (const event of events) collector.add(event);
  return [...collector.sessions()].map((session) => session.map(({ itemId }) => itemId).join(' '));
};

it('puts the events of a session in the order of their positions, whatever the clock said', () => {
  const events = [
    view('one', 'a', { seq: 2, atMs: 1 }),
    view('two', 'b', { seq: 0, atMs: 9 }),
    view('three', 'c', { seq: 1 }),
  ];
  expect(sessionsOf(...events)).toEqual(['b c a']);
});

it('tells sessions apart, and puts first what ended first', () => {
  const events = [
    view('late', 'z', { sessionId: 'session-b', atMs: 50 }),
    view('one', 'a', { sessionId: 'session-a', atMs: 10 }),
    view('two', 'b', { sessionId: 'session-a', atMs: 20, seq: 1 }),
  ];
  expect(sessionsOf(...events)).toEqual(['a b', 'z']);
});

it('counts an event once, and two events at one position both', () => {
  const [one, other] = [view('event-one', 'a'), view('event-two', 'a')];
  expect(sessionsOf(one, one, other, one)).toEqual(['a a']);
});

it('takes each item of a purchase', () => {
  const items = [{ item_id: 'a' }, { item_id: 'b' }, { item_id: 'a' }];
  expect(sessionsOf(sampleEvent('bought', { name: 'purchase', params: { items } }))).toEqual(['a b a']);
});

it('learns nothing from lists that were only shown, from exposures and from events without an item', () => {
  const collector = createSessionCollector();
  collector.add(view('list', 'a', { name: 'view_item_list' }));
  collector.add(view('seen', 'a', { name: 'x_exposure' }));
  collector.add(view('empty', 'a', { params: {} }));
  collector.add(view('none', 'a', { params: { items: [] } }));
  expect([[...collector.sessions()], collector.counts()]).toEqual([[], { events: 4, leftOut: { 'no item': 4 } }]);
});

it('keeps types and times', () => {
  const collector = createSessionCollector();
  collector.add(view('cart-event', 'a', { name: 'add_to_cart', atMs: 7 }));
  expect([...collector.sessions()]).toEqual([[{ itemId: 'a', type: 'add_to_cart', atMs: 7 }]]);
});

it('counts an order once that is reported again by another event, and a repeated event not as another order', () => {
  const collector = createSessionCollector();
  const order = (id: string, transaction_id: string, sessionId: string) =>
    sampleEvent(id, { name: 'purchase', sessionId, params: { transaction_id, items: [{ item_id: 'a' }] } });
  collector.add(order('first-one', 'T1', 'session-a'));
  collector.add(order('first-one', 'T1', 'session-a'));
  collector.add(order('reloaded', 'T1', 'session-b'));
  collector.add(order('no-number', '', 'session-c'));
  collector.add(order('no-number-2', '', 'session-c'));
  expect([...collector.sessions()].map((session) => session.length)).toEqual([1, 2]);
  expect(collector.counts().leftOut).toEqual({ 'repeated order': 1 });
});

it('keeps the country of an event, however small its part is told, and the categories that were named last', () => {
  const collector = createSessionCollector();
  const at = (id: string, region: unknown, more = {}) =>
    collector.add(sampleEvent(id, { sessionId: id, params: { region, items: [{ item_id: 'a', ...more }] } }));
  at('event-de', 'DE-BY', { item_category: 'old' });
  at('event-fr', 'fr', { item_category: 'new', item_category2: 'newer' });
  at('event-us', 'California');
  at('event-no', 7);
  expect([...collector.sessions()].map(([event]) => event?.region)).toEqual(['DE', 'FR', undefined, undefined]);
  expect(Object.fromEntries(collector.categories())).toEqual({ a: ['new', 'newer'] });
});

it('goes on from its parts as if it had never stopped', () => {
  const events = Array.from({ length: 60 }, (_, at) =>
    sampleEvent(`event-${at}`, {
      ...{ sessionId: `session-${at % 7}`, seq: at, atMs: at, name: at % 5 ? 'view_item' : 'purchase' },
      ...(at % 11 === 0 && { traffic: 'bot' as const }),
      params: {
        transaction_id: `order-${at % 20}`,
        region: ['DE', 'FR'][at % 2],
        items: [{ item_id: `item-${at % 9}`, item_category: `category-${at % 4}` }],
      },
    }),
  );
  const whole = createSessionCollector();
  const stopped = createSessionCollector();
  for (const event of events) whole.add(event);
  for (const event of events.slice(0, 20)) stopped.add(event);
  const first = structuredClone(stopped.takePart());
  for (const event of events.slice(20, 40)) stopped.add(event);
  const second = structuredClone(stopped.takePart());
  const resumed = createSessionCollector();
  for (const part of [first, second]) resumed.putPart(part);
  for (const event of events.slice(40)) resumed.add(event);
  expect([...resumed.sessions()]).toEqual([...whole.sessions()]);
  expect([resumed.counts(), resumed.categories()]).toEqual([whole.counts(), whole.categories()]);
  expect(resumed.takePart().sessions.length).toBe(0);
});

it('holds back the last sessions', () => {
  const sessions = ['a', 'b', 'c', 'd'].map((itemId) => [{ itemId, type: 'view_item' }]);
  const { training, tests } = holdOut(sessions, 0.25);
  expect([training, tests]).toEqual([sessions.slice(0, 3), sessions.slice(3)]);
});
