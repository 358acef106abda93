import { expect, it } from 'vitest';
import { isClean, outcomeOf, recordedOf } from '../../../../packages/cli/src/replay/outcome.js';
import { outcomeTable } from '../../../../packages/cli/src/replay/outcome-table.js';
import type { ReplayEvent } from '../../../../packages/cli/src/replay/replay-plan.js';

const event = (atMs: number): ReplayEvent => ({ name: 'view_item', params: { items: [{ item_id: 'i' }] }, atMs });
const row = (id: string, atMs: number) => ({ id, name: 'view_item', at_ms: atMs, session_id: 's', traffic: 'replay' });
const view = { id: 'v', name: 'page_view', at_ms: 1, session_id: 's', traffic: 'replay' };

const seen = {
  inFile: 2,
  pageLoads: 1,
  recorded: new Map([
    ['a', event(1)],
    ['b', event(2)],
  ]),
  acknowledged: new Set(['a', 'b', 'v']),
  rows: [view, row('a', 1), row('b', 2)],
};

it('is clean when each event has one row that says what was recorded', () => {
  const outcome = outcomeOf(seen);
  expect(outcome).toMatchObject({ inFile: 2, recorded: 2, acknowledged: 2, inDatabase: 2, duplicates: 0, lost: 0 });
  expect(isClean(outcome)).toBe(true);
});

it.each([
  ['an event without a row', { rows: [view, row('a', 1)] }, { lost: 1, duplicates: 0 }],
  ['an event that the page did not record', { inFile: 3 }, { lost: 1, duplicates: 0 }],
  ['a row too many under an id', { rows: [view, row('a', 1), row('b', 2), row('b', 2)] }, { lost: 0, duplicates: 1 }],
  ['a row of an id that nobody recorded', { rows: [view, row('a', 1), row('b', 2), row('c', 2)] }, { duplicates: 1 }],
  ['a row that says another time', { rows: [view, row('a', 1), row('b', 3)] }, { lost: 0, altered: 1 }],
  ['a row without the label', { rows: [view, row('a', 1), { ...row('b', 2), traffic: null }] }, { altered: 1 }],
  ['a page load without its page view', { rows: [row('a', 1), row('b', 2)] }, { lost: 0, lostPageViews: 1 }],
])('is not clean with %s', (_, changed, expected) => {
  const outcome = outcomeOf({ ...seen, ...changed });
  expect(outcome).toMatchObject(expected);
  expect(isClean(outcome)).toBe(false);
});

it('judges by the acknowledgements where no database is looked at', () => {
  const outcome = outcomeOf({ ...seen, acknowledged: new Set(['a']), rows: null });
  expect(outcome).toMatchObject({ acknowledged: 1, inDatabase: null, duplicates: null, lost: 1 });
  expect(isClean(outcome)).toBe(false);
});

it('finds the planned events among those that the page passed on, each once and in their order', () => {
  const played = [
    { id: 'p', name: 'page_view', atMs: 1 },
    { id: 'x', name: 'view_item', atMs: 5 },
    { id: 'y', name: 'view_item', atMs: 5 },
  ];
  expect([...recordedOf([event(5), event(5), event(6)], played).keys()]).toEqual(['x', 'y']);
});

it('writes every count of the table, and a dash of words where there is none', () => {
  const table = outcomeTable({ ...outcomeOf({ ...seen, inFile: 46_388, rows: null }) });
  expect(table).toMatch(/in the file\s+│ +46,388/);
  expect(table).toMatch(/in the database\s+│ +not looked at/);
});
