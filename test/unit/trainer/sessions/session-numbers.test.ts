import { expect, it } from 'vitest';
import { createSessionNumbers } from '../../../../packages/trainer/src/sessions/session-numbers.js';

it('numbers sessions as they come up, also many that are hardly different, and knows them again', () => {
  const numbers = createSessionNumbers();
  const ids = Array.from({ length: 50_000 }, (_, at) => `session-${at}`);
  expect(ids.map(numbers.numberOf)).toEqual(ids.map((_, at) => at));
  expect(ids.map(numbers.numberOf)).toEqual(ids.map((_, at) => at));
  expect(numbers.size()).toBe(50_000);
});

it('goes on from what was taken out of it', () => {
  const whole = createSessionNumbers();
  const resumed = createSessionNumbers();
  for (let round = 0; round < 3; round += 1) {
    for (let at = 0; at < 3_000; at += 1) whole.numberOf(`${round}/${at}`);
    resumed.putBack(whole.takeNew());
  }
  expect(whole.takeNew().length).toBe(0);
  expect([resumed.numberOf('2/7'), resumed.numberOf('new')]).toEqual([6_007, 9_000]);
});
