import type { PropensityModel } from '@aisle/schema';
import { rounded } from './fit-logistic.js';
import { sigmoid } from './logistic-link.js';
import { fitNewton } from './newton.js';

type Point = PropensityModel['calibration'][number];

/** Below so many that came true a free curve learns accidents (Niculescu-Mizil and Caruana, 2005). */
const enoughForFreeCurve = 1_000;
const curvePoints = 32;
const groups = 256;

/** Margins in rising order, each with its outcome. */
type Sorted = readonly (readonly [margin: number, label: number])[];

interface Block {
  readonly margins: number;
  readonly positives: number;
  readonly size: number;
}

const shareOf = ({ positives, size }: Block): number => positives / size;

const join = (one: Block, other: Block): Block => ({
  margins: one.margins + other.margins,
  positives: one.positives + other.positives,
  size: one.size + other.size,
});

/** Isotonic regression: neighbours that fall are joined until the shares rise. */
const rising = (blocks: readonly Block[]): readonly Block[] => {
  const stack: Block[] = [];
  for (const block of blocks) {
    let next = block;
    for (let before = stack.at(-1); before && shareOf(before) >= shareOf(next); before = stack.at(-1)) {
      stack.pop();
      next = join(before, next);
    }
    stack.push(next);
  }
  return stack;
};

const freeCurve = (sorted: Sorted): readonly Point[] => {
  const size = Math.ceil(sorted.length / groups);
  const blocks = Array.from({ length: Math.ceil(sorted.length / size) }, (_, group) =>
    sorted
      .slice(group * size, (group + 1) * size)
      .map(([margins, positives]): Block => ({ margins, positives, size: 1 }))
      .reduce(join),
  );
  // One moment more of each outcome: no block is ever sure.
  return rising(blocks).map((block) => [block.margins / block.size, (block.positives + 1) / (block.size + 2)]);
};

/** Platt's: a logistic curve of the margin, fitted to shares a little away from 0 and 1, as points on the curve. */
const logisticCurve = (sorted: Sorted): readonly Point[] => {
  const positives = sorted.reduce((sum, [, label]) => sum + label, 0);
  const [high, low] = [(positives + 1) / (positives + 2), 1 / (sorted.length - positives + 2)];
  const [bias = 0, slope = 1] = fitNewton(
    {
      width: 2,
      size: sorted.length,
      columns: Float64Array.from(sorted.flatMap(([margin]) => [1, margin])),
      wanted: Float64Array.from(sorted, ([, label]) => (label ? high : low)),
    },
    1e-6,
  );
  const [least = 0, most = 0] = [sorted[0]?.[0], sorted.at(-1)?.[0]];
  return Array.from({ length: curvePoints }, (_, place) => {
    const margin = least + ((most - least) * place) / (curvePoints - 1);
    return [margin, sigmoid(bias + Math.max(0, slope) * margin)];
  });
};

/** Finds how often what has a margin comes true, from margins that were said of unseen rows. Both columns rise. */
export const calibrate = (margins: Float64Array, labels: Uint8Array): PropensityModel['calibration'] => {
  const sorted = Array.from(margins, (margin, row) => [margin, labels[row] ?? 0] as const).sort((a, b) => a[0] - b[0]);
  const positives = labels.reduce((sum, label) => sum + label, 0);
  const points = positives < enoughForFreeCurve ? logisticCurve(sorted) : freeCurve(sorted);
  const kept: Point[] = [];
  for (const [margin, share] of points) {
    const point: Point = [rounded(margin), rounded(share)];
    const before = kept.at(-1) ?? [-Infinity, 0];
    if (point[0] > before[0]) kept.push([point[0], Math.max(before[1], point[1])]);
  }
  return kept;
};
