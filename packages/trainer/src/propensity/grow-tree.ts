import type { TreeNode } from '@aisle/schema';
import { binRoom, type Bins, missingBin } from './bins.js';
import { rounded } from './fit-logistic.js';

/** What a tree is grown on: which way each row should move, and how much of it there is to say. */
export interface Slopes {
  readonly slope: Float64Array;
  readonly curve: Float64Array;
}

/** A tree as it is shipped, and what it says of every row, learned from or not. */
export interface GrownTree {
  readonly nodes: readonly TreeNode[];
  readonly values: Float64Array;
}

interface Sums {
  readonly slope: number;
  readonly curve: number;
}

interface Question {
  readonly feature: number;
  /** To the right from this part on. */
  readonly bin: number;
  readonly missingRight: 0 | 1;
  readonly gain: number;
}

const depth = 3;
const held = 5;
const leastCurve = 2;
const leastGain = 0.5;
const learningRate = 0.25;

const worthOf = ({ slope, curve }: Sums): number => (slope * slope) / (curve + held);

const less = (all: Sums, part: Sums): Sums => ({ slope: all.slope - part.slope, curve: all.curve - part.curve });

const gainOf = (left: Sums, right: Sums): number =>
  Math.min(left.curve, right.curve) < leastCurve ? 0 : worthOf(left) + worthOf(right);

/** Of the rows that are learned from, one after the other: what is read for each feature anew. */
interface Learned extends Slopes {
  /** By feature. */
  readonly columns: readonly Uint8Array[];
  /** Where the parts of a row's node begin in a histogram. */
  readonly starts: Uint16Array;
}

const maxNodes = 2 ** (depth + 1);

/** Sums of everything, by node. */
const totalsOf = ({ slope, curve }: Slopes, rows: Uint32Array, nodeOf: Uint8Array): readonly Sums[] => {
  const slopes = new Float64Array(maxNodes);
  const curves = new Float64Array(maxNodes);
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place] as number;
    const node = nodeOf[row] as number;
    (slopes[node] as number) += slope[row] as number;
    (curves[node] as number) += curve[row] as number;
  }
  return Array.from(slopes, (one, node) => ({ slope: one, curve: curves[node] ?? 0 }));
};

/** Sums of one feature's parts, for every node of a level at once; behind them those of rows that are in no node of it. */
const createHistogram = (nodes: number) => {
  const slope = new Float64Array((nodes + 1) * binRoom);
  const curve = new Float64Array((nodes + 1) * binRoom);
  return {
    count({ slope: slopeOf, curve: curveOf, starts }: Learned, bins: Uint8Array): void {
      slope.fill(0);
      curve.fill(0);
      // Most of the time of a training is spent here: no iterator, no object, no question, and all is read in its order.
      for (let place = 0; place < bins.length; place += 1) {
        const at = (starts[place] as number) + (bins[place] as number);
        (slope[at] as number) += slopeOf[place] as number;
        (curve[at] as number) += curveOf[place] as number;
      }
    },
    part: (node: number, bin: number): Sums => {
      const at = node * binRoom + bin;
      return { slope: slope[at] ?? 0, curve: curve[at] ?? 0 };
    },
  };
};

type Histogram = ReturnType<typeof createHistogram>;

const plus = (one: Sums, other: Sums): Sums => ({ slope: one.slope + other.slope, curve: one.curve + other.curve });

/** Finds where one feature parts a node best. */
const bestCut = (histogram: Histogram, node: number, edges: number): Omit<Question, 'feature'> | null => {
  const missing = histogram.part(node, missingBin);
  let all = missing;
  for (let bin = 0; bin <= edges; bin += 1) all = plus(all, histogram.part(node, bin));
  let best: Omit<Question, 'feature'> | null = null;
  let left: Sums = { slope: 0, curve: 0 };
  for (let bin = 1; bin <= edges; bin += 1) {
    left = plus(left, histogram.part(node, bin - 1));
    const leftAndMissing = plus(left, missing);
    const gains = [gainOf(leftAndMissing, less(all, leftAndMissing)), gainOf(left, less(all, left))];
    const missingRight = (gains[1] ?? 0) > (gains[0] ?? 0) ? 1 : 0;
    const gain = (gains[missingRight] ?? 0) - worthOf(all);
    if (gain > (best?.gain ?? leastGain)) best = { bin, missingRight, gain };
  }
  return best;
};

const askLevel = (edges: Bins['edges'], learned: Learned, first: number): ReadonlyMap<number, Question> => {
  const histogram = createHistogram(first);
  const questions = new Map<number, Question>();
  learned.columns.forEach((bins, feature) => {
    const cuts = edges[feature]?.length ?? 0;
    // What is the same wherever it is known parts nothing.
    if (cuts === 0) return;
    histogram.count(learned, bins);
    for (let node = 0; node < first; node += 1) {
      const cut = bestCut(histogram, node, cuts);
      if (cut && cut.gain > (questions.get(first + node)?.gain ?? 0)) questions.set(first + node, { feature, ...cut });
    }
  });
  return questions;
};

/** Nodes are numbered as in a heap: the root is 1, below node n are 2n and 2n + 1. */
const askRows = (columns: Bins['columns'], questions: ReadonlyMap<number, Question>, nodeOf: Uint8Array): void => {
  for (const [node, { feature, bin, missingRight }] of questions) {
    const bins = columns[feature] ?? new Uint8Array();
    for (let row = 0; row < nodeOf.length; row += 1) {
      if (nodeOf[row] !== node) continue;
      const part = bins[row] as number;
      const isRight = part === missingBin ? missingRight === 1 : part >= bin;
      nodeOf[row] = 2 * node + Number(isRight);
    }
  }
};

const leafValue = ({ slope, curve }: Sums): number => rounded((learningRate * slope) / (curve + held));

/** Lists a tree, each node before its branches. */
const nodesOf = (
  questions: ReadonlyMap<number, Question>,
  leaves: Float64Array,
  edges: Bins['edges'],
): readonly TreeNode[] => {
  const nodesFrom = (node: number, place: number): readonly TreeNode[] => {
    const question = questions.get(node);
    if (!question) return [leaves[node] ?? 0];
    const { feature, bin, missingRight } = question;
    const left = nodesFrom(2 * node, place + 1);
    const right = place + 1 + left.length;
    const limit = edges[feature]?.[bin - 1] ?? 0;
    return [[feature, limit, right, missingRight], ...left, ...nodesFrom(2 * node + 1, right)];
  };
  return nodesFrom(1, 0);
};

/** Takes the values of some rows. */
const gather = <A extends Float64Array | Uint8Array>(into: A, values: A, rows: Uint32Array): A => {
  for (let place = 0; place < rows.length; place += 1) into[place] = values[rows[place] as number] as number;
  return into;
};

/** Says for each row where the parts of its node begin. */
const startRows = (starts: Uint16Array, rows: Uint32Array, { nodeOf, first }: Level): void => {
  for (let place = 0; place < rows.length; place += 1) {
    const node = (nodeOf[rows[place] as number] as number) - first;
    starts[place] = (node < 0 ? first : node) * binRoom;
  }
};

/** Where the rows are: the node of each, and the number of the first node of the level. */
interface Level {
  readonly nodeOf: Uint8Array;
  readonly first: number;
}

/** Grows trees of one set of rows. */
export type TreeGrower = (slopes: Slopes) => GrownTree;

/**
 * Makes ready to grow trees, level by level, three questions deep at most. The same rows give the same tree.
 *
 * @param rows - Those that a tree may learn from.
 */
export const createTreeGrower = ({ edges, columns }: Bins, rows: Uint32Array): TreeGrower => {
  const { length } = rows;
  const of = {
    columns: columns.map((bins) => gather(new Uint8Array(length), bins, rows)),
    starts: new Uint16Array(length),
    slope: new Float64Array(length),
    curve: new Float64Array(length),
  };
  return (slopes) => {
    gather(of.slope, slopes.slope, rows);
    gather(of.curve, slopes.curve, rows);
    const nodeOf = new Uint8Array(slopes.slope.length).fill(1);
    const questions = new Map<number, Question>();
    for (let level = 0; level < depth; level += 1) {
      const first = 2 ** level;
      startRows(of.starts, rows, { nodeOf, first });
      const asked = askLevel(edges, of, first);
      for (const [node, question] of asked) questions.set(node, question);
      askRows(columns, asked, nodeOf);
    }
    const leaves = Float64Array.from(totalsOf(slopes, rows, nodeOf), leafValue);
    const values = new Float64Array(nodeOf.length);
    for (let row = 0; row < values.length; row += 1) values[row] = leaves[nodeOf[row] as number] as number;
    return { nodes: nodesOf(questions, leaves, edges), values };
  };
};
