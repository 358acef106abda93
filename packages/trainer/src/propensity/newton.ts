import { sigmoid } from './logistic-link.js';

/** Rows of numbers, and for each a share between 0 and 1 that it is fitted to. */
export interface Design {
  readonly width: number;
  readonly size: number;
  /** Row by row. */
  readonly columns: Float64Array;
  readonly wanted: Float64Array;
}

const maxSteps = 30;
const enough = 1e-6;

/** The lower triangle L of a symmetric positive definite matrix L·Lᵀ (Cholesky). */
const rootOf = (matrix: Float64Array, n: number): Float64Array => {
  const root = new Float64Array(n * n);
  const at = (row: number, column: number): number => root[row * n + column] ?? 0;
  for (let j = 0; j < n; j += 1) {
    for (let i = j; i < n; i += 1) {
      let sum = matrix[i * n + j] ?? 0;
      for (let k = 0; k < j; k += 1) sum -= at(i, k) * at(j, k);
      root[i * n + j] = i === j ? Math.sqrt(sum) : sum / at(j, j);
    }
  }
  return root;
};

/** Solves L · x = right. */
const solveDown = (root: Float64Array, right: Float64Array): Float64Array => {
  const { length: n } = right;
  const x = right.slice();
  for (let i = 0; i < n; i += 1) {
    for (let k = 0; k < i; k += 1) x[i] = (x[i] ?? 0) - (root[i * n + k] ?? 0) * (x[k] ?? 0);
    x[i] = (x[i] ?? 0) / (root[i * n + i] ?? 1);
  }
  return x;
};

/** Solves Lᵀ · x = right. */
const solveUp = (root: Float64Array, right: Float64Array): Float64Array => {
  const { length: n } = right;
  const x = right.slice();
  for (let i = n - 1; i >= 0; i -= 1) {
    for (let k = i + 1; k < n; k += 1) x[i] = (x[i] ?? 0) - (root[k * n + i] ?? 0) * (x[k] ?? 0);
    x[i] = (x[i] ?? 0) / (root[i * n + i] ?? 1);
  }
  return x;
};

/** What rows say of the slope and the curvature; of the latter the lower triangle. */
interface Sums {
  readonly slope: Float64Array;
  readonly curve: Float64Array;
}

/** One row: its numbers, how far off its share is, and how much a weight moves it. */
interface Row {
  readonly x: Float64Array;
  readonly error: number;
  readonly weight: number;
}

const addRow = ({ slope, curve }: Sums, { x, error, weight }: Row): void => {
  const n = x.length;
  for (let i = 0; i < n; i += 1) {
    const xi = x[i] as number;
    const wxi = weight * xi;
    (slope[i] as number) += error * xi;
    for (let j = 0; j <= i; j += 1) (curve[i * n + j] as number) += wxi * (x[j] as number);
  }
};

/** Adds two rows one after the other, and goes over the sums once: half of the time. */
const addRows = ({ slope, curve }: Sums, one: Row, other: Row): void => {
  const [a, b] = [one.x, other.x];
  const n = a.length;
  for (let i = 0; i < n; i += 1) {
    const [ai, bi] = [a[i] as number, b[i] as number];
    const [wai, wbi] = [one.weight * ai, other.weight * bi];
    slope[i] = (slope[i] as number) + one.error * ai + other.error * bi;
    for (let j = 0, at = i * n; j <= i; j += 1, at += 1)
      curve[at] = (curve[at] as number) + wai * (a[j] as number) + wbi * (b[j] as number);
  }
};

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] as number) * (b[i] as number);
  return sum;
};

/**
 * Fits the weights of a logistic regression by Newton's method; the first column is the bias and is not held back.
 *
 * @param ridge - How strongly weights are held at 0 (L2), beside a sum over all rows.
 */
export const fitNewton = ({ width, size, columns, wanted }: Design, ridge: number): Float64Array => {
  const rowAt = (row: number, by: Float64Array): Row => {
    const x = columns.subarray(row * width, (row + 1) * width);
    const share = sigmoid(dot(by, x));
    return { x, error: (wanted[row] as number) - share, weight: share * (1 - share) };
  };
  let weights = new Float64Array(width);
  for (let step = 0; step < maxSteps; step += 1) {
    const slope = new Float64Array(width);
    const curve = new Float64Array(width * width);
    for (let row = 0; row + 1 < size; row += 2) addRows({ slope, curve }, rowAt(row, weights), rowAt(row + 1, weights));
    if (size % 2) addRow({ slope, curve }, rowAt(size - 1, weights));
    for (let i = 0; i < width; i += 1) {
      const held = i === 0 ? 1e-9 : ridge;
      slope[i] = (slope[i] ?? 0) - held * (weights[i] ?? 0);
      curve[i * width + i] = (curve[i * width + i] ?? 0) + held;
    }
    const root = rootOf(curve, width);
    const move = solveUp(root, solveDown(root, slope));
    weights = weights.map((weight, i) => weight + (move[i] ?? 0));
    if (Math.max(...move.map(Math.abs)) < enough) break;
  }
  return weights;
};
