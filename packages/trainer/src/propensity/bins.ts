import { rounded } from './fit-logistic.js';
import type { Sample } from './sample.js';

/** Features cut into at most 32 parts each, so that the best question is found by counting. */
export interface Bins {
  /** By feature: where each part but the first begins. A value at an edge belongs to the part above it. */
  readonly edges: readonly (readonly number[])[];
  /** By feature, by row: the part, or `missingBin`. */
  readonly columns: readonly Uint8Array[];
}

const maxBins = 32;

/** The part of what is missing. */
export const missingBin = maxBins;
/** Room for all parts of one feature. */
export const binRoom = maxBins + 1;

/** Places that cut a list of so many into equal parts. */
const cuts = (length: number, parts: number): readonly number[] =>
  Array.from({ length: parts - 1 }, (_, part) => Math.floor(((part + 1) * length) / parts));

/** Values at which parts begin. Few different ones: each. Many: half where rows are many, half where values are. */
const beginnings = (sorted: Float64Array, different: readonly number[]): readonly number[] => {
  if (different.length <= maxBins) return different.slice(1);
  return [
    ...cuts(sorted.length, maxBins / 2).map((place) => sorted[place] ?? 0),
    ...cuts(different.length, maxBins / 2).map((place) => different[place] ?? 0),
  ];
};

const edgesOf = (values: Float64Array): readonly number[] => {
  const sorted = values.toSorted();
  const different = [...new Set(sorted)];
  const before = new Map(different.map((value, place) => [value, different[place - 1]]));
  const edges = beginnings(sorted, different).flatMap((value) => {
    const below = before.get(value);
    return below === undefined ? [] : rounded((below + value) / 2);
  });
  return [...new Set(edges)].toSorted((a, b) => a - b);
};

const binOf = (edges: readonly number[], x: number): number => {
  if (Number.isNaN(x)) return missingBin;
  let bin = 0;
  while (bin < edges.length && (edges[bin] as number) <= x) bin += 1;
  return bin;
};

/** Cuts every feature into parts. */
export const binsOf = ({ features, width, size }: Sample): Bins => {
  const edges: (readonly number[])[] = [];
  const columns: Uint8Array[] = [];
  for (let feature = 0; feature < width; feature += 1) {
    const values = new Float64Array(size);
    for (let row = 0; row < size; row += 1) values[row] = features[row * width + feature] as number;
    const cut = edgesOf(values.filter((x) => !Number.isNaN(x)));
    edges.push(cut);
    columns.push(new Uint8Array(size).map((_, row) => binOf(cut, values[row] as number)));
  }
  return { edges, columns };
};
