import { expect, it } from 'vitest';
import type { RecordedEvent } from '../../../../packages/cli/src/replay/recording.js';
import { planOf } from '../../../../packages/cli/src/replay/replay-plan.js';

const at = (atS: number, shopper: string, session: string): RecordedEvent => ({
  session,
  shopper,
  name: 'view_item',
  atMs: atS * 1000,
  itemId: `i${atS}`,
  category: '',
});

const NOW_MS = 1_000_000_000;
const itemsOf = (plan: ReturnType<typeof planOf>): readonly (readonly (readonly string[])[])[] =>
  plan.shoppers.map((shopper) => shopper.map((session) => session.map(({ params }) => params.items[0].item_id)));

it('brings shoppers in the order of their first event, and their sessions and events in the order of time', () => {
  const recording = [
    at(50, 'b', '2'),
    at(40, 'a', '9'),
    at(41, 'a', '9'),
    at(10, 'a', '3'),
    at(30, 'c', '4'),
    at(20, 'b', '7'),
  ];
  expect(itemsOf(planOf(recording, { nowMs: NOW_MS }))).toEqual([
    [['i10'], ['i40', 'i41']],
    [['i20'], ['i50']],
    [['i30']],
  ]);
});

it('shifts all times by one constant, so that the last event is now', () => {
  const { shoppers } = planOf([at(10, 'a', '1'), at(15, 'a', '1'), at(90, 'b', '2')], { nowMs: NOW_MS });
  expect(shoppers.flat(2).map(({ atMs }) => atMs)).toEqual([NOW_MS - 80_000, NOW_MS - 75_000, NOW_MS]);
});

it('takes the first sessions of the file, whole, when it shall take only so many', () => {
  const recording = [at(50, 'b', '2'), at(10, 'a', '1'), at(60, 'b', '2'), at(70, 'c', '3')];
  const plan = planOf(recording, { nowMs: NOW_MS, maxSessions: 2 });
  expect(itemsOf(plan)).toEqual([[['i10']], [['i50', 'i60']]]);
  expect(plan).toMatchObject({ sessions: 2, events: 3 });
});

it('does not mix two shoppers whose sessions bear the same id', () => {
  expect(itemsOf(planOf([at(1, 'a', '1'), at(2, 'b', '1')], { nowMs: NOW_MS }))).toEqual([[['i1']], [['i2']]]);
});

it('names the category only where the file has one, and never an order', () => {
  const [first, second] = [at(1, 'a', '1'), { ...at(2, 'a', '1'), category: '7', name: 'purchase' as const }];
  const events = planOf([first, second], { nowMs: NOW_MS }).shoppers.flat(2);
  expect(events.map(({ params }) => params)).toEqual([
    { items: [{ item_id: 'i1' }] },
    { items: [{ item_id: 'i2', item_category: '7' }] },
  ]);
});
