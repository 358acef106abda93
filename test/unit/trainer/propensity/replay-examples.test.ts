import { describe, expect, it } from 'vitest';
import {
  type PropensityOptions,
  readyOptions,
} from '../../../../packages/trainer/src/propensity/propensity-options.js';
import { createReplay } from '../../../../packages/trainer/src/propensity/replay-examples.js';
import { dayMs, eventOf, type EventSketch, minuteMs, noonMs } from '../../engine/build-events.js';

const kitchen = { items: [{ item_id: 'pot', item_category: 'kitchen' }] };
const light = { items: [{ item_id: 'lamp', item_category: 'light' }] };

/** What became of each moment, and an event far later that ends the recording unless told. */
const outcomesOf = (sketches: readonly EventSketch[], options: PropensityOptions = {}, endMs = noonMs + 90 * dayMs) => {
  const replay = createReplay(readyOptions(options));
  sketches.forEach((sketch, place) =>
    replay.add({ ...eventOf({ ...sketch, atMs: sketch.atMs ?? noonMs + place * minuteMs }), visitorId: 'visitor-1' }),
  );
  const end = eventOf({ name: 'x_end', atMs: endMs, sessionId: 'session-end' });
  replay.add({ ...end, visitorId: 'visitor-end' });
  const { table, places } = replay.end();
  return Array.from(places, table.outcome);
};

const looks = (count: number): readonly EventSketch[] => Array.from({ length: count }, () => ({ name: 'view_item' }));

describe('a moment of "buys in this session"', () => {
  it('comes true when an order follows, and the moment of the order itself does not', () => {
    expect(outcomesOf([...looks(2), { name: 'purchase' }])).toEqual(['yes', 'yes', 'no']);
  });

  it('does not come true when the order is in the next session', () => {
    const next = { atMs: noonMs + dayMs, sessionId: 'session-2' };
    expect(outcomesOf([...looks(1), { name: 'page_view', ...next }, { name: 'purchase', ...next }])).toEqual([
      'no',
      'yes',
      'no',
    ]);
  });

  it('is after the 1st, 2nd, 3rd, 5th, 8th deed, whatever Aisle itself records', () => {
    const many = [...looks(8), { name: 'purchase' }].flatMap((one) => [one, { name: 'x_exposure' }]);
    expect(outcomesOf(many)).toEqual(['yes', 'yes', 'yes', 'yes', 'yes']);
  });

  it('is open while its session may go on when the recording ends', () => {
    const endsAfter = (minutes: number) => outcomesOf(looks(1), {}, noonMs + minutes * minuteMs);
    expect([endsAfter(10), endsAfter(40)]).toEqual([['open'], ['no']]);
  });

  it('does not come true by an order that was counted before', () => {
    const order = { name: 'purchase', params: { transaction_id: 'T1' } };
    expect(outcomesOf([...looks(1), order, order])).toEqual(['yes', 'no', 'no']);
  });
});

describe('a moment of "does not come again"', () => {
  const churn = { target: 'churn', days: 30 } as const;
  const again = (days: number) => ({ name: 'page_view', sessionId: 'session-2', atMs: noonMs + days * dayMs });

  it('comes true when the next session is more than the days away', () => {
    expect(outcomesOf([...looks(1), again(31)], churn)).toEqual(['yes', 'yes']);
    expect(outcomesOf([...looks(1), again(29)], churn)).toEqual(['no', 'yes']);
  });

  it('does not end by another event of the same session', () => {
    expect(outcomesOf(looks(3), churn)).toEqual(['yes', 'yes', 'yes']);
  });

  it('is known only when all the days are over, come back or not', () => {
    const replay = createReplay(readyOptions(churn));
    for (const sketch of [...looks(1), again(2)]) replay.add(eventOf(sketch));
    const { table } = replay.end();
    expect([table.settledMs(0), table.settledMs(1)]).toEqual([noonMs + 30 * dayMs, noonMs + 32 * dayMs]);
  });
});

describe('a moment of "buys from a category"', () => {
  const category = { target: 'category' } as const;
  const seen = [
    { name: 'view_item', params: kitchen },
    { name: 'view_item', params: light },
  ];

  it('is one for each category seen, and comes true for what was bought', () => {
    // After the first view kitchen; after the second light and kitchen.
    const outcomes = outcomesOf([...seen, { name: 'purchase', params: kitchen }], category).slice(0, 3);
    expect(outcomes).toEqual(['yes', 'no', 'yes']);
  });

  it('knows the category of an order that names only its items', () => {
    const bought = { name: 'purchase', params: { items: [{ item_id: 'lamp' }] } };
    expect(outcomesOf([...seen, bought], category).slice(0, 3)).toEqual(['no', 'yes', 'no']);
  });
});

it('visitors whose events are mixed are kept apart', () => {
  const replay = createReplay(readyOptions({}));
  for (const [place, name] of ['view_item', 'view_item', 'purchase', 'page_view'].entries()) {
    const visitor = place % 2;
    const event = eventOf({ name, atMs: noonMs + place * minuteMs, sessionId: `session-${visitor}` });
    replay.add({ ...event, visitorId: `visitor-${visitor}` });
  }
  replay.add(eventOf({ name: 'page_view', atMs: noonMs + dayMs, sessionId: 'session-9' }));
  const { table, places, visitors } = replay.end();
  expect(visitors).toBe(3);
  expect(Array.from(places.subarray(0, 4), (place) => [table.visitor(place), table.outcome(place)])).toEqual([
    [0, 'yes'],
    [1, 'no'],
    [0, 'no'],
    [1, 'no'],
  ]);
});

it('what is not asked for is not known', () => {
  const replay = createReplay(readyOptions({ features: ['session.counts.view_item'] }));
  for (const [place, sketch] of looks(3).entries()) replay.add(eventOf({ ...sketch, atMs: noonMs + place * minuteMs }));
  const { features } = replay.end();
  const { row } = features([1]);
  expect([...row(1)]).toEqual([2]);
  expect(() => row(0)).toThrow('moment 0 was not chosen');
});

it('parameters that no two events share are read as they came', () => {
  const replay = createReplay(readyOptions({ features: ['items.lastPrice', 'cart.quantity', 'orders.value'] }));
  for (let other = 0; other < 70_000; other += 1) replay.add(eventOf({ name: 'x_other', params: { other } }));
  const priced = (price: number, quantity: number) => ({ items: [{ item_id: `item-${price}`, price, quantity }] });
  for (const [place, name] of ['view_item', 'add_to_cart', 'purchase'].entries())
    replay.add(eventOf({ name, atMs: noonMs + place * minuteMs, params: priced(10 + place, 2 + place) }));
  const { places, features } = replay.end();
  const { row } = features(places);
  expect(Array.from(places, (place) => [...row(place)])).toEqual([
    [10, 0, 0],
    [10, 3, 0],
    [10, 3, 48],
  ]);
});
