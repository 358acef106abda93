import { expect, it } from 'vitest';
import { measureRanker } from '@aisle/trainer';
import {
  createPopularity,
  createSessionPopularity,
} from '../../../../packages/trainer/src/evaluate/popularity-ranker.js';
import {
  createAssociationRules,
  createSequentialRules,
} from '../../../../packages/trainer/src/evaluate/rules-ranker.js';
import { createSessionNeighbours } from '../../../../packages/trainer/src/evaluate/session-neighbours-ranker.js';

it('popularity shows what is clicked most, whatever the session', () => {
  expect(createPopularity([[1, 2], [2, 3], [2]]).rank([3], 2)).toEqual([2, 1]);
});

it('S-POP shows what the session has seen most, of equal ones the last, and then what is popular', () => {
  expect(createSessionPopularity([[9, 9, 8]]).rank([1, 2, 3, 2], 5)).toEqual([2, 3, 1, 9, 8]);
});

it('association rules count every pair of a session, in both directions', () => {
  const { rank } = createAssociationRules([
    [1, 2, 3],
    [3, 1],
  ]);
  expect(rank([1], 5)).toEqual([3, 2]);
  expect(rank([7, 3], 5)).toEqual([1, 2]);
  expect(rank([4], 5)).toEqual([]);
});

it('sequential rules count what follows, by 1 / steps, up to ten steps', () => {
  const { rank } = createSequentialRules([
    [1, 2, 3],
    [1, 9, 3],
    [1, 4, ...Array.from({ length: 8 }, () => 5), 6, 7],
  ]);
  // 3: two times 1/2. 5: 1/2 + … + 1/9. 6 comes ten steps after 1, 7 eleven.
  expect(rank([1], 9)).toEqual([5, 2, 3, 9, 4, 6]);
  expect(rank([3], 9)).toEqual([]);
});

it('V-SKNN listens to the likest sessions, among the newest that share an item', () => {
  const sessions = [
    [1, 2, 7],
    [1, 2, 8],
    [2, 9],
  ];
  const likest = createSessionNeighbours(sessions, { neighbours: 1, sample: 10, rarity: 0 });
  // Of two equally like ones the newer.
  expect(likest.rank([1, 2], 9)).toEqual([1, 2, 8]);
  const newest = createSessionNeighbours(sessions, { neighbours: 9, sample: 1, rarity: 0 });
  expect(newest.rank([1, 2], 9)).toEqual([2, 9]);
  // What was clicked last counts more: 9 shares the last click, 7 and 8 the first, ten times less than the last of two.
  const all = createSessionNeighbours(sessions, { neighbours: 9, sample: 9, rarity: 10 });
  expect(all.rank([7, 9], 1)).toEqual([9]);
});

it('measures hits, places, coverage and bias over every next click', () => {
  const training = [[1, 1, 1, 2, 3, 4]];
  const always = {
    name: 'always 1 and 2',
    rank: (_session: readonly number[], limit: number) => [1, 2].slice(0, limit),
  };
  const done: number[] = [];
  const onSession = (session: number) => done.push(session);
  // The next clicks are 2, 1, 3 and 4, clicked 1, 3, 1 and 1 times; shown are 1 and 2, clicked 3 and 1 times.
  const tests = [[1, 2, 1], [9], [4, 3], [3, 4]];
  expect(measureRanker(always, { training, tests, k: 2, onSession })).toEqual({
    name: 'always 1 and 2',
    predictions: 4,
    hitRate: 2 / 4,
    meanReciprocalRank: (1 / 2 + 1) / 4,
    coverage: 2 / 4,
    popularityBias: 2 / 1.5,
  });
  expect(done).toEqual([1, 2, 3, 4]);
  expect(measureRanker(always, { training, tests, k: 1 }).hitRate).toBe(1 / 4);
});
