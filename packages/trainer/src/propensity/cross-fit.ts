import { marginOf } from '@aisle/engine';
import type { LogisticModel, PropensityModel, TreesModel } from '@aisle/schema';
import { type Bins, binsOf } from './bins.js';
import { fitLogistic } from './fit-logistic.js';
import { biasOf, boost, type Boosted } from './fit-trees.js';
import { lossOf } from './logistic-link.js';
import { featuresIn, type Sample, spread } from './sample.js';

/** The part of a model that is fitted; what goes around it is the same for all kinds. */
export type Fitted = Pick<LogisticModel, 'kind' | 'bias' | 'terms'> | Pick<TreesModel, 'kind' | 'bias' | 'trees'>;

/** A kind of model, fitted to all rows, and what it said of rows that it had not seen. */
export interface CrossFit {
  readonly fitted: Fitted;
  /** By row: from a model that was fitted without this visitor. */
  readonly margins: Float64Array;
  /** Mean log loss of these margins: what kinds are compared by. */
  readonly loss: number;
}

const folds = [0, 1, 2];
const mostTrees = 60;
/** So many trees without a gain end the search. */
const patience = 8;

const foldOf = ({ visitors }: Sample, row: number): number => spread(visitors[row] ?? 0) % folds.length;

const rowsWhere = ({ size }: Sample, test: (row: number) => boolean): Uint32Array =>
  Uint32Array.from(Array.from({ length: size }, (_, row) => row).filter(test));

const rowsOutside = (sample: Sample, fold: number): Uint32Array =>
  rowsWhere(sample, (row) => foldOf(sample, row) !== fold);

const lossIn = ({ labels, size }: Sample, margins: Float64Array): number =>
  margins.reduce((sum, margin, row) => sum + lossOf(margin, labels[row] ?? 0), 0) / size;

/** Of each row the margin by the model that did not see its visitor. */
const heldOut = (sample: Sample, marginOfRow: (fold: number, row: number) => number): Float64Array =>
  Float64Array.from({ length: sample.size }, (_, row) => marginOfRow(foldOf(sample, row), row));

const crossLogistic = (sample: Sample): CrossFit => {
  const models = folds.map((fold) => fitLogistic(sample, rowsOutside(sample, fold)));
  const margins = heldOut(sample, (fold, row) => marginOf(models[fold] as PropensityModel, featuresIn(sample, row)));
  return {
    fitted: fitLogistic(
      sample,
      rowsWhere(sample, () => true),
    ),
    margins,
    loss: lossIn(sample, margins),
  };
};

type Boosting = Generator<Boosted, never>;

const boostRows = (sample: Sample, bins: Bins, rows: Uint32Array): Boosting =>
  boost(sample, bins, { rows, bias: biasOf(sample, rows) });

/** Grows trees in all folds at once, until visitors who were held out are predicted no better. */
const bestTrees = (sample: Sample, bins: Bins): Omit<CrossFit, 'fitted'> & { readonly count: number } => {
  const growing = folds.map((fold) => boostRows(sample, bins, rowsOutside(sample, fold)));
  let best = { count: 0, loss: Infinity, margins: new Float64Array(sample.size) };
  for (let count = 1; count <= mostTrees && count <= best.count + patience; count += 1) {
    const grown = growing.map((one) => one.next().value);
    const margins = heldOut(sample, (fold, row) => grown[fold]?.margins[row] ?? 0);
    const loss = lossIn(sample, margins);
    if (loss < best.loss) best = { count, loss, margins: Float64Array.from(margins) };
  }
  return best;
};

const crossTrees = (sample: Sample): CrossFit => {
  const bins = binsOf(sample);
  const { count, margins, loss } = bestTrees(sample, bins);
  const rows = rowsWhere(sample, () => true);
  const growing = boostRows(sample, bins, rows);
  const trees = Array.from({ length: count }, () => growing.next().value.nodes);
  return { fitted: { kind: 'trees', bias: biasOf(sample, rows), trees }, margins, loss };
};

/** Fits one kind of model, and says by visitors who were held out how good it is. */
export const crossFit = (sample: Sample, kind: PropensityModel['kind']): CrossFit =>
  kind === 'trees' ? crossTrees(sample) : crossLogistic(sample);
