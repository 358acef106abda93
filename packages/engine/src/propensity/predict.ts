import type { LogisticModel, PropensityModel, TreeNode } from '@aisle/schema';
import type { Feature } from './features.js';

type Features = readonly Feature[];

const worthOf = ([weight, half, missing]: LogisticModel['terms'][number], x: Feature | undefined): number =>
  x == null ? missing : (weight * x) / (Math.abs(x) + half);

const leafOf = (tree: readonly TreeNode[], features: Features): number => {
  let place = 0;
  // Every step leads further on in the list, so it ends.
  for (;;) {
    const node = tree[place];
    if (typeof node !== 'object') return node as number;
    const [feature, limit, right, missingRight] = node;
    const x = features[feature];
    place = (x == null ? missingRight : x >= limit) ? right : place + 1;
  }
};

/** Gives what a model says on its own scale, before calibration: any number, the higher the likelier. */
export const marginOf = (model: PropensityModel, features: Features): number =>
  model.kind === 'trees'
    ? model.trees.reduce((sum, tree) => sum + leafOf(tree, features), model.bias)
    : model.terms.reduce((sum, term, place) => sum + worthOf(term, features[place]), model.bias);

/** Reads a probability off the calibration: straight lines between its points, flat beyond them. */
export const calibrated = (points: PropensityModel['calibration'], margin: number): number => {
  let [left, low] = points[0] ?? [0, 0];
  for (const [right, high] of points) {
    // Before the first point the way to it has no length, and none of it counts.
    if (margin < right) return low + (high - low) * Math.max(0, (margin - left) / (right - left));
    [left, low] = [right, high];
  }
  return low;
};

/**
 * Gives the probability that a model sees, 0 to 1.
 *
 * Only sums, products and quotients in a fixed order: the same features give the same number, to the last bit, in every
 * browser and in Node.
 *
 * @param model - As `readPropensity` gave it.
 */
export const predict = (model: PropensityModel, features: Features): number =>
  calibrated(model.calibration, marginOf(model, features));
