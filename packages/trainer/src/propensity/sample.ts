import type { MomentTable } from './moment-table.js';
import type { FeatureRows } from './read-rows.js';

/** Moments with their outcomes, side by side: what a model is fitted to or measured on. */
export interface Sample {
  readonly width: number;
  readonly size: number;
  /** Row by row; NaN is missing. */
  readonly features: Float64Array;
  /** 1: it came true. */
  readonly labels: Uint8Array;
  /** Numbers for the visitors: what is held out is held out whole. */
  readonly visitors: Uint32Array;
}

/** Copies the chosen moments out of a table. */
export const sampleOf = (table: MomentTable, { width, row: rowOf }: FeatureRows, places: Uint32Array): Sample => {
  const features = new Float64Array(places.length * width);
  const labels = new Uint8Array(places.length);
  const visitors = new Uint32Array(places.length);
  for (const [row, place] of places.entries()) {
    features.set(rowOf(place), row * width);
    labels[row] = Number(table.outcome(place) === 'yes');
    visitors[row] = table.visitor(place);
  }
  return { width, size: places.length, features, labels, visitors };
};

/** Gives one row of features as the engine reads them. */
export const featuresIn = ({ features, width }: Sample, row: number): readonly (number | null)[] =>
  Array.from(features.subarray(row * width, (row + 1) * width), (x) => (Number.isNaN(x) ? null : x));

/** Counts the moments that came true. */
export const positivesIn = ({ labels }: Sample): number => labels.reduce((sum, label) => sum + label, 0);

/** Spreads numbers that follow each other over 32 bits: who is in which part must not depend on when they came. */
export const spread = (number: number): number => {
  let bits = Math.imul(number ^ (number >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
};
