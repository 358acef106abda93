import type { TreeNode } from '@aisle/schema';
import { binRoom, type Bins, missingBin } from './bins.js';
import { rounded } from './fit-logistic.js';

/** What a tree is grown on: which way each row should move, and how much of it there is to say. */
export interface Slopes {
  /** Rows that the tree may learn from. */
  readonly rows: Uint32Array;
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

/** Where the rows are: the node of each, and the number of the first node of the level. */
interface Level {
  readonly nodeOf: Uint8Array;
  readonly first: number;
}

const maxNodes = 2 ** (depth + 1);

/** Sums of everything, by node. */
const totalsOf = ({ rows, slope, curve }: Slopes, nodeOf: Uint8Array): readonly Sums[] => {
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

/** Sums of one feature's parts, for every node of a level at once. */
const createHistogram = ({ rows, slope: slopeOf, curve: curveOf }: Slopes, { nodeOf, first }: Level) => {
  const slope = new Float64Array(first * binRoom);
  const curve = new Float64Array(first * binRoom);
  return {
    count(bins: Uint8Array): void {
      slope.fill(0);
      curve.fill(0);
      // Most of the time of a training is spent here: no iterator, no object.
      for (let place = 0; place < rows.length; place += 1) {
        const row = rows[place] as number;
        const node = (nodeOf[row] as number) - first;
        if (node < 0) continue;
        const at = node * binRoom + (bins[row] as number);
        (slope[at] as number) += slopeOf[row] as number;
        (curve[at] as number) += curveOf[row] as number;
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

const askLevel = ({ edges, columns }: Bins, slopes: Slopes, level: Level): ReadonlyMap<number, Question> => {
  const { first } = level;
  const histogram = createHistogram(slopes, level);
  const questions = new Map<number, Question>();
  columns.forEach((bins, feature) => {
    const cuts = edges[feature]?.length ?? 0;
    // What is the same wherever it is known parts nothing.
    if (cuts === 0) return;
    histogram.count(bins);
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

const leafValues = (slopes: Slopes, nodeOf: Uint8Array): Float64Array =>
  Float64Array.from(totalsOf(slopes, nodeOf), ({ slope, curve }) => rounded((learningRate * slope) / (curve + held)));

/** Grows one tree, level by level, three questions deep at most. The same rows give the same tree. */
export const growTree = (bins: Bins, slopes: Slopes): GrownTree => {
  const nodeOf = new Uint8Array(slopes.slope.length).fill(1);
  const questions = new Map<number, Question>();
  for (let level = 0; level < depth; level += 1) {
    const asked = askLevel(bins, slopes, { nodeOf, first: 2 ** level });
    for (const [node, question] of asked) questions.set(node, question);
    askRows(bins.columns, asked, nodeOf);
  }
  const leaves = leafValues(slopes, nodeOf);
  const nodesFrom = (node: number, place: number): readonly TreeNode[] => {
    const question = questions.get(node);
    if (!question) return [leaves[node] ?? 0];
    const { feature, bin, missingRight } = question;
    const left = nodesFrom(2 * node, place + 1);
    const right = place + 1 + left.length;
    const limit = bins.edges[feature]?.[bin - 1] ?? 0;
    return [[feature, limit, right, missingRight], ...left, ...nodesFrom(2 * node + 1, right)];
  };
  return {
    nodes: nodesFrom(1, 0),
    values: new Float64Array(nodeOf.length).map((_, row) => leaves[nodeOf[row] ?? 0] ?? 0),
  };
};
