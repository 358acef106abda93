import type { NeighbourTable, OnRows } from '../neighbours/count-neighbours.js';
import { createGrowingArray } from '../neighbours/growing-array.js';
import { indexFeatures } from './feature-index.js';
import type { DescribedItem } from './item-features.js';

/** What a row may hold. */
export interface SimilarLimits {
  readonly length: number;
  readonly onRows?: OnRows | undefined;
}

const ROWS_A_CALL = 1_000;
/** Of what is alike: so much hangs on the price, whatever else it is. */
const PRICE_SHARE = 0.3;
/** Less alike is chance. */
const LEAST = 0.05;

/** 1 for the same price, e times less for e times as much; one that is not told is taken for a far one. */
const nearness = (a: number | undefined, b: number | undefined): number =>
  a === undefined || b === undefined ? 0 : Math.exp(-Math.abs(Math.log(a / b)));

/** Gives of each item those that are most alike by category, brand, words of the title and price, the likest first. */
export const countSimilar = (items: readonly DescribedItem[], { length, onRows }: SimilarLimits): NeighbourTable => {
  const index = indexFeatures(items);
  const sums = new Float64Array(items.length);
  const starts = new Uint32Array(items.length + 1);
  const neighbours = createGrowingArray((size) => new Uint32Array(size));
  const weights = createGrowingArray((size) => new Float32Array(size));

  const likenessOf = (one: DescribedItem | undefined, other: number): number => {
    const { price, group } = items[other] ?? {};
    if (group !== undefined && group === one?.group) return 0;
    return (sums[other] ?? 0) * (1 - PRICE_SHARE + PRICE_SHARE * nearness(one?.price, price));
  };
  const rowOf = (item: number): readonly (readonly [other: number, likeness: number])[] => {
    const touched: number[] = [];
    for (const { feature, weight } of index.featuresOf(item))
      index.eachSharing(feature, item, (other, ofOther) => {
        if (sums[other] === 0) touched.push(other);
        sums[other] = (sums[other] ?? 0) + weight * ofOther;
      });
    const row = touched
      .map((other) => [other, likenessOf(items[item], other)] as const)
      .filter(([, likeness]) => likeness >= LEAST)
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .slice(0, length);
    for (const other of touched) sums[other] = 0;
    return row;
  };
  for (let item = 0; item < items.length; item += 1) {
    for (const [other, likeness] of rowOf(item)) {
      neighbours.push(other);
      weights.push(likeness);
    }
    starts[item + 1] = neighbours.length();
    if ((item + 1) % ROWS_A_CALL === 0 || item + 1 === items.length) onRows?.(item + 1, items.length);
  }
  return { starts, neighbours: neighbours.done(), weights: weights.done() };
};
