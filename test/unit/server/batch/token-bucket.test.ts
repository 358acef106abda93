import { expect, it } from 'vitest';
import { createTokenBuckets } from '../../../../packages/server/src/batch/token-bucket.js';

const openBuckets = () => {
  let nowMs = 0;
  const buckets = createTokenBuckets({ perSecond: 2, burst: 3 }, () => nowMs);
  const takeMany = (count: number, key = 'a') => Array.from({ length: count }, () => buckets.take(key));
  return { takeMany, pass: (ms: number) => (nowMs += ms) };
};

it('lets a burst through and then says how long to wait', () => {
  expect(openBuckets().takeMany(4)).toEqual([0, 0, 0, 1]);
});

it('fills up again with time, and never above the burst', () => {
  const { takeMany, pass } = openBuckets();
  takeMany(4);
  pass(500);
  expect(takeMany(2)).toEqual([0, 1]);
  pass(60_000);
  expect(takeMany(4)).toEqual([0, 0, 0, 1]);
});

it('keeps keys apart', () => {
  const { takeMany } = openBuckets();
  takeMany(4, 'a');
  expect(takeMany(1, 'b')).toEqual([0]);
});

it('takes no tokens away when the clock goes back', () => {
  const { takeMany, pass } = openBuckets();
  takeMany(1);
  pass(-10_000);
  expect(takeMany(2)).toEqual([0, 0]);
});
