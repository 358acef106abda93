import { expect, it } from 'vitest';
import type { SessionEvent } from '@aisle/trainer';
import { countNeighbours } from '../../../../packages/trainer/src/neighbours/count-neighbours.js';
import { agesOf } from '../../../../packages/trainer/src/neighbours/session-ages.js';
import { packSessions } from '../../../../packages/trainer/src/neighbours/session-corpus.js';
import { viewsOf } from './views.js';

const DAY_MS = 86_400_000;
const DOUBT = 5;
const apart = (clicks: number) => Math.exp(-clicks / 3);

const weightOf = (type: string) => (type === 'purchase' ? 3 : 1);

/** Each item's neighbours and their weights, by id, every session counting the same unless ages are given. */
const rowsOf = (sessions: readonly SessionEvent[][], { floor = 1, length = 25, isAged = false } = {}) => {
  const corpus = packSessions(sessions, weightOf);
  const ages = isAged ? agesOf(corpus) : corpus.endsAtMs.map(() => 1);
  const { starts, neighbours, weights } = countNeighbours(corpus, ages, { floor, length });
  return Object.fromEntries(
    corpus.itemIds.map((id, item) => [
      id,
      Array.from(neighbours.subarray(starts[item], starts[item + 1]), (neighbour, at) => [
        corpus.itemIds[neighbour],
        weights[(starts[item] ?? 0) + at],
      ]),
    ]),
  );
};

/** Floats of 32 bits are what rows hold. */
const around = (value: number) => expect.closeTo(value, 6);

it('counts what came next by exp(-clicks / 3), divides by the sum of the row and doubts short rows', () => {
  const sum = apart(1) + apart(2) + DOUBT;
  expect(rowsOf(viewsOf('a b c'))['a']).toEqual([
    ['b', around(apart(1) / sum)],
    ['c', around(apart(2) / sum)],
  ]);
});

it('counts half of what came before', () => {
  const sum = apart(1) / 2 + apart(2) / 2 + DOUBT;
  expect(rowsOf(viewsOf('a b c'))['c']).toEqual([
    ['b', around(apart(1) / 2 / sum)],
    ['a', around(apart(2) / 2 / sum)],
  ]);
});

it('adds up over sessions, and over places of one session', () => {
  const sum = 3 * apart(1) + DOUBT;
  expect(rowsOf(viewsOf('a b', 'a b', 'a b'))['a']).toEqual([['b', around((3 * apart(1)) / sum)]]);
  const [[, twice]] = rowsOf(viewsOf('a b a'))['b'] as [[string, number]];
  expect(twice).toBeCloseTo((1.5 * apart(1)) / (1.5 * apart(1) + DOUBT), 6);
});

it('weighs a pair by the types of both of its events', () => {
  const bought = [
    { itemId: 'a', type: 'view_item' },
    { itemId: 'b', type: 'purchase' },
  ];
  expect(rowsOf([bought])['a']).toEqual([['b', around((3 * apart(1)) / (3 * apart(1) + DOUBT))]]);
});

it('leaves out pairs of fewer distinct sessions than the floor, however often one session has them', () => {
  const rows = rowsOf(viewsOf('a b a b a b', 'a c', 'a c'), { floor: 2 });
  expect(rows['a']?.map(([id]) => id)).toEqual(['c']);
  expect(rows['b']).toEqual([]);
});

it('divides by the whole row, also by what the floor leaves out', () => {
  const [[, weight]] = rowsOf(viewsOf('a b', 'a b', 'a c'), { floor: 2 })['a'] as [[string, number]];
  expect(weight).toBeCloseTo((2 * apart(1)) / (3 * apart(1) + DOUBT), 6);
});

it('keeps the strongest of a row and, of equal ones, what came up first', () => {
  const rows = rowsOf(viewsOf('a z', 'a y', 'a x', 'a x'), { length: 2 });
  expect(rows['a']?.map(([id]) => id)).toEqual(['x', 'z']);
});

it('has no item as its own neighbour', () => {
  expect(rowsOf(viewsOf('a a a'))['a']).toEqual([]);
});

it('lets a session of 90 days ago count e times less', () => {
  const at = (day: number, ...ids: string[]) =>
    ids.map((itemId) => ({ itemId, type: 'view_item', atMs: day * DAY_MS }));
  const [, [, old]] = rowsOf([at(0, 'a', 'b'), at(90, 'a', 'c')], { isAged: true })['a'] as [unknown, [string, number]];
  const fade = Math.exp(-1);
  expect(old).toBeCloseTo((fade * apart(1)) / (fade * apart(1) + apart(1) + DOUBT), 6);
});

it.each([
  ['without times', undefined],
  ['when all times are the same', 7],
])('lets position stand for age %s', (_, atMs) => {
  const sessions = viewsOf('a b', 'a c').map((session) =>
    session.map((event) => ({ ...event, ...(atMs !== undefined && { atMs }) })),
  );
  expect(rowsOf(sessions, { isAged: true })['a']?.map(([id]) => id)).toEqual(['c', 'b']);
  expect(agesOf(packSessions(sessions, weightOf))).toEqual(Float64Array.of(Math.exp(-0.8), 1));
});

it('is not aged by one clock that is years ahead', () => {
  const ages = agesOf({
    endsAtMs: Float64Array.from({ length: 2_000 }, (_, at) => (at === 5 ? 9_000 : at / 100) * DAY_MS),
  });
  expect(ages[1_999]).toBeGreaterThan(0.99);
  expect(ages[5]).toBe(1);
});

it.each([8.64e15, 400 * DAY_MS])('of a small shop, too, is not aged by one clock that says %s', (wrongMs) => {
  const ages = agesOf({ endsAtMs: Float64Array.from({ length: 200 }, (_, at) => (at === 5 ? wrongMs : at * DAY_MS)) });
  expect([ages[5], ages[199]]).toEqual([1, 1]);
  expect(ages[109]).toBeCloseTo(Math.exp(-1), 6);
});

it('puts events in order by their times, and keeps the order of equal ones', () => {
  const event = (itemId: string, atMs: number) => ({ itemId, type: 'view_item', atMs });
  const { items, itemIds } = packSessions([[event('c', 30), event('a', 10), event('b', 10)]], weightOf);
  expect(Array.from(items, (item) => itemIds[item])).toEqual(['a', 'b', 'c']);
});
