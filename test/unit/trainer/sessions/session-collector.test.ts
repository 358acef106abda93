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

it('holds back the last sessions', () => {
  const sessions = ['a', 'b', 'c', 'd'].map((itemId) => [{ itemId, type: 'view_item' }]);
  const { training, tests } = holdOut(sessions, 0.25);
  expect([training, tests]).toEqual([sessions.slice(0, 3), sessions.slice(3)]);
});
