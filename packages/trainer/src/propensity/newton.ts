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

/** Adds what one row says of the slope and the curvature. */
const addRow = (
  { slope, curve }: { readonly slope: Float64Array; readonly curve: Float64Array },
  x: Float64Array,
  [error, weight]: readonly [number, number],
): void => {
  const n = x.length;
  for (let i = 0; i < n; i += 1) {
    const xi = x[i] as number;
    const wxi = weight * xi;
    (slope[i] as number) += error * xi;
    for (let j = 0; j <= i; j += 1) (curve[i * n + j] as number) += wxi * (x[j] as number);
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
  let weights = new Float64Array(width);
  for (let step = 0; step < maxSteps; step += 1) {
    const slope = new Float64Array(width);
    const curve = new Float64Array(width * width);
    for (let row = 0; row < size; row += 1) {
      const x = columns.subarray(row * width, (row + 1) * width);
      const share = sigmoid(dot(weights, x));
      addRow({ slope, curve }, x, [(wanted[row] ?? 0) - share, share * (1 - share)]);
    }
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
