import { bucketRanges, chooseVariation, hash } from '@aisle/engine';
import fc from 'fast-check';
import { expect, it } from 'vitest';

const VISITORS = 100_000;
const BINS = 20;
/** χ² of 19 degrees of freedom: 0.1 % of fair splits lie above. */
const CHI_SQUARED_19 = 43.82;

const points = (seed: string) =>
  Array.from({ length: VISITORS }, (_, visitor) => hash(seed, `visitor-${visitor}`, 2) ?? -1);

it('spreads visitors evenly over the line', () => {
  const bins = Array.from({ length: BINS }, () => 0);
  for (const point of points('my-test')) {
    const bin = Math.floor(point * BINS);
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  const expected = VISITORS / BINS;
  const chiSquared = bins.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  expect(chiSquared).toBeLessThan(CHI_SQUARED_19);
});

it('splits by one experiment independently of another', () => {
  const [a, b] = [points('first-test'), points('second-test')];
  const quarters = new Map<string, number>();
  a.forEach((point, visitor) => {
    const quarter = `${point < 0.5} ${(b[visitor] ?? -1) < 0.5}`;
    quarters.set(quarter, (quarters.get(quarter) ?? 0) + 1);
  });
  expect(quarters.size).toBe(4);
  // Four standard deviations of a quarter of the visitors.
  const most = 4 * Math.sqrt(VISITORS * 0.25 * 0.75);
  for (const count of quarters.values()) expect(Math.abs(count - VISITORS / 4)).toBeLessThan(most);
});

it('moves nobody to another variation when the coverage grows', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 6 }), (point, count) => {
      const before = chooseVariation(point, bucketRanges(count, 0.3));
      const after = chooseVariation(point, bucketRanges(count, 0.8));
      return before === -1 || before === after;
    }),
  );
});

it('answers null for a version it does not know', () => {
  expect(hash('a', 'b', 3)).toBeNull();
});
