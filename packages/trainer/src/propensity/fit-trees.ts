import type { TreeNode } from '@aisle/schema';
import type { Bins } from './bins.js';
import { rounded } from './fit-logistic.js';
import { createTreeGrower } from './grow-tree.js';
import { logit, sigmoid } from './logistic-link.js';
import type { Sample } from './sample.js';

/** One more tree, and what all of them say so far of every row, learned from or not: until the next tree. */
export interface Boosted {
  readonly nodes: TreeNode[];
  readonly margins: Float64Array;
}

/** The margin from which trees begin: that of the share of the rows that came true. */
export const biasOf = ({ labels }: Sample, rows: Uint32Array): number =>
  rounded(logit(rows.reduce((sum, row) => sum + (labels[row] ?? 0), 0) / rows.length));

/** Fits trees to some rows, one after the other and without end, each to what those before it have not said. */
export function* boost(
  { labels, size }: Sample,
  bins: Bins,
  { rows, bias }: { readonly rows: Uint32Array; readonly bias: number },
): Generator<Boosted, never> {
  const grow = createTreeGrower(bins, rows);
  const margins = new Float64Array(size).fill(bias);
  const slope = new Float64Array(size);
  const curve = new Float64Array(size);
  for (;;) {
    for (let row = 0; row < size; row += 1) {
      const share = sigmoid(margins[row] as number);
      slope[row] = (labels[row] as number) - share;
      curve[row] = share * (1 - share);
    }
    const { nodes, values } = grow({ slope, curve });
    for (let row = 0; row < size; row += 1) (margins[row] as number) += values[row] as number;
    yield { nodes: [...nodes], margins };
  }
}
