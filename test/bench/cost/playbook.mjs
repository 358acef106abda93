import { publish } from '@aisle/engine';
import { openDice } from '../engine/workload.mjs';

// 100 segments of 5 conditions over what the recorded events say: after each event many of them have to be asked again.

const KINDS = ['kettle', 'chef knife', 'rain jacket', 'desk lamp', 'running shoe'];
const WINDOWS = [{ minutes: 30 }, { hours: 24 }, { days: 7 }, { days: 30 }];
const dice = openDice(5);

/** @type {NonNullable<import('@aisle/schema').Playbook['aggregates']>} */
const aggregates = WINDOWS.flatMap((within, row) =>
  KINDS.map((kind, column) => ({
    id: `seen-${row}-${column}`,
    fn: /** @type {const} */ (['count', 'sum', 'distinct'])[column % 3] ?? 'count',
    event: 'view_item',
    per: /** @type {const} */ ('item'),
    field: column % 3 === 1 ? 'price' : 'item_id',
    where: { item_category2: kind },
    within,
  })),
);

const conditions = () =>
  Object.fromEntries(
    aggregates
      .map(({ id }) => ({ id, place: dice() }))
      .toSorted((a, b) => a.place - b.place)
      .slice(0, 5)
      .map(({ id }) => [`history.${id}`, { [dice() < 0.7 ? '$gte' : '$lt']: Math.floor(dice() ** 2 * 150) }]),
  );

/** As a page loads it. */
export const playbook = publish({
  v: 1,
  version: 'benchmark',
  aggregates,
  segments: Array.from({ length: 100 }, (_, index) => ({
    id: `segment-${index}`,
    title: 'Segment',
    when: conditions(),
  })),
});
