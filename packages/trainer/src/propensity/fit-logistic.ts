import type { LogisticModel } from '@aisle/schema';
import { type Design, fitNewton } from './newton.js';
import type { Sample } from './sample.js';

type Term = LogisticModel['terms'][number];

/** How one feature enters: bent, then centred and scaled. */
interface Column {
  readonly half: number;
  readonly mean: number;
  readonly deviation: number;
  readonly missingShare: number;
}

const ridge = 10;

/** As many digits as matter, so that a model stays small. */
export const rounded = (value: number): number => Number(value.toPrecision(5));

const medianOf = (values: Float64Array): number => values.sort()[values.length >> 1] ?? 1;

const valuesOf = ({ features, width }: Sample, rows: Uint32Array, feature: number): Float64Array => {
  const values = new Float64Array(rows.length);
  let size = 0;
  for (const row of rows) {
    const x = features[row * width + feature] as number;
    if (Number.isNaN(x)) continue;
    values[size] = x;
    size += 1;
  }
  return values.subarray(0, size);
};

const bend = (x: number, half: number): number => x / (Math.abs(x) + half);

const columnOf = (sample: Sample, rows: Uint32Array, feature: number): Column => {
  const values = valuesOf(sample, rows, feature);
  // Counts and amounts have long tails: the step from 1 to 2 says more than that from 21 to 22.
  const half = rounded(medianOf(values.filter((x) => x !== 0).map((x) => Math.abs(x))));
  const bent = values.map((x) => bend(x, half));
  const mean = bent.reduce((sum, x) => sum + x, 0) / (bent.length || 1);
  const variance = bent.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (bent.length || 1);
  return { half, mean, deviation: Math.sqrt(variance), missingShare: 1 - values.length / (rows.length || 1) };
};

/** Two columns a feature: its value, and whether it is missing. What never varies stays 0 and gets no weight. */
const scaled = ({ half, mean, deviation, missingShare }: Column, x: number): readonly [number, number] => {
  const isMissing = Number.isNaN(x);
  const spreadOfMissing = Math.sqrt(missingShare * (1 - missingShare));
  return [
    isMissing || deviation < 1e-9 ? 0 : (bend(x, half) - mean) / deviation,
    spreadOfMissing < 1e-9 ? 0 : (Number(isMissing) - missingShare) / spreadOfMissing,
  ];
};

const designOf = (sample: Sample, rows: Uint32Array, columns: readonly Column[]): Design => {
  const width = 1 + 2 * columns.length;
  const design = new Float64Array(rows.length * width);
  for (let at = 0; at < rows.length; at += 1) {
    const from = (rows[at] as number) * sample.width;
    design[at * width] = 1;
    for (const [feature, column] of columns.entries()) {
      const [value, ofMissing] = scaled(column, sample.features[from + feature] as number);
      design[at * width + 1 + 2 * feature] = value;
      design[at * width + 2 + 2 * feature] = ofMissing;
    }
  }
  const wanted = Float64Array.from(rows, (row) => sample.labels[row] ?? 0);
  return { width, size: rows.length, columns: design, wanted };
};

/** Leaves out columns that are 0 in every row: they cost as much as the others. */
const withoutEmpty = ({ width, size, columns, wanted }: Design) => {
  const used = Array.from({ length: width }, (_, column) => column).filter((column) => {
    for (let at = column; at < columns.length; at += width) if (columns[at] !== 0) return true;
    return false;
  });
  const kept = new Float64Array(size * used.length);
  let at = 0;
  for (let row = 0; row < size; row += 1)
    for (const column of used) {
      kept[at] = columns[row * width + column] as number;
      at += 1;
    }
  return { used, design: { width: used.length, size, columns: kept, wanted } };
};

/** What a feature's two weights add where it is 0, its weight by itself, and what its absence adds. */
const partsOf = (column: Column, [weight, ofMissing]: readonly [number, number]) => {
  const { mean, deviation, missingShare } = column;
  const slope = deviation < 1e-9 ? 0 : weight / deviation;
  const spreadOfMissing = Math.sqrt(missingShare * (1 - missingShare));
  const step = spreadOfMissing < 1e-9 ? 0 : ofMissing / spreadOfMissing;
  const atZero = -slope * mean - step * missingShare;
  return { atZero, slope, missing: step * (1 - missingShare) - atZero };
};

/** Fits a logistic regression with L2 to the rows, standardised, in the form in which it is shipped. */
export const fitLogistic = (sample: Sample, rows: Uint32Array): Pick<LogisticModel, 'kind' | 'bias' | 'terms'> => {
  const columns = Array.from({ length: sample.width }, (_, feature) => columnOf(sample, rows, feature));
  const { used, design } = withoutEmpty(designOf(sample, rows, columns));
  const weights = new Float64Array(1 + 2 * columns.length);
  fitNewton(design, ridge).forEach((weight, place) => {
    weights[used[place] ?? 0] = weight;
  });
  const parts = columns.map((column, feature) =>
    partsOf(column, [weights[1 + 2 * feature] ?? 0, weights[2 + 2 * feature] ?? 0]),
  );
  return {
    kind: 'logistic',
    bias: rounded(parts.reduce((sum, { atZero }) => sum + atZero, weights[0] ?? 0)),
    terms: parts.map(({ slope, missing }, feature): Term => {
      const half = columns[feature]?.half || 1;
      return [rounded(slope), half, rounded(missing)];
    }),
  };
};
