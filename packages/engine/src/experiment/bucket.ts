/** From inclusive, to exclusive, on a line from 0 to 1. */
export type Range = readonly [from: number, to: number];

/** Equal shares for a number of variations; none for none. */
export const equalWeights = (count: number): readonly number[] =>
  Array.from({ length: Math.max(0, count) }, () => 1 / count);

/** Whether weights are one a variation and add up to 1 (±0.01). */
export const fits = (weights: readonly number[], count: number): boolean => {
  const sum = Array.isArray(weights) ? weights.reduce((total: number, weight: number) => total + weight, 0) : 0;
  return weights.length === count && sum >= 0.99 && sum <= 1.01;
};

/**
 * Cuts the line into one range a variation.
 *
 * Each begins where it would with full coverage, so that raising the coverage moves nobody.
 *
 * @param coverage - Share of visitors that take part, held between 0 and 1.
 */
export const bucketRanges = (count: number, coverage: number, weights?: readonly number[] | null): readonly Range[] => {
  const share = Math.min(1, Math.max(0, coverage));
  let from = 0;
  return (weights && fits(weights, count) ? weights : equalWeights(count)).map((weight) => {
    const range: Range = [from, from + share * weight];
    from += weight;
    return range;
  });
};

/** The variation whose range holds the point; -1 for a visitor who does not take part. */
export const chooseVariation = (point: number, ranges: readonly Range[]): number =>
  ranges.findIndex(([from, to]) => point >= from && point < to);
