import { marginOf } from '@aisle/engine';
import type { LogisticModel, PropensityModel, TreesModel } from '@aisle/schema';
import { type Bins, binsOf } from './bins.js';
import { fitLogistic } from './fit-logistic.js';
import { biasOf, boost, type Boosted } from './fit-trees.js';
import { lossOf } from './logistic-link.js';
import { featuresIn, type Sample, spread } from './sample.js';

/** The part of a model that is fitted; what goes around it is the same for all kinds. */
export type Fitted = Pick<LogisticModel, 'kind' | 'bias' | 'terms'> | Pick<TreesModel, 'kind' | 'bias' | 'trees'>;

/** A kind of model, and what it said of rows that it had not seen. */
export interface CrossFit {
  readonly kind: PropensityModel['kind'];
  /** Fits it to all rows. */
  readonly fit: () => Fitted;
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

const allRows = ({ size }: Sample): Uint32Array => Uint32Array.from({ length: size }, (_, row) => row);

const rowsOutside = (sample: Sample, fold: number): Uint32Array =>
  allRows(sample).filter((row) => foldOf(sample, row) !== fold);

const lossIn = ({ labels, size }: Sample, margins: Float64Array): number => {
  let sum = 0;
  for (let row = 0; row < size; row += 1) sum += lossOf(margins[row] as number, labels[row] as number);
  return sum / size;
};

const crossLogistic = (sample: Sample): CrossFit => {
  const models = folds.map((fold) => fitLogistic(sample, rowsOutside(sample, fold)) as PropensityModel);
  const margins = new Float64Array(sample.size);
  for (let row = 0; row < sample.size; row += 1)
    margins[row] = marginOf(models[foldOf(sample, row)] as PropensityModel, featuresIn(sample, row));
  const fit = (): Fitted => fitLogistic(sample, allRows(sample));
  return { kind: 'logistic', fit, margins, loss: lossIn(sample, margins) };
};

type Boosting = Generator<Boosted, never>;

const boostRows = (sample: Sample, bins: Bins, rows: Uint32Array): Boosting =>
  boost(sample, bins, { rows, bias: biasOf(sample, rows) });

/** Grows trees in all folds at once, until visitors who were held out are predicted no better. */
const bestTrees = (sample: Sample, bins: Bins): Omit<CrossFit, 'kind' | 'fit'> & { readonly count: number } => {
  const growing = folds.map((fold) => boostRows(sample, bins, rowsOutside(sample, fold)));
  const foldsOf = Uint8Array.from({ length: sample.size }, (_, row) => foldOf(sample, row));
  const margins = new Float64Array(sample.size);
  let best = { count: 0, loss: Infinity, margins };
  for (let count = 1; count <= mostTrees && count <= best.count + patience; count += 1) {
    const grown = growing.map((one) => one.next().value);
    for (let row = 0; row < sample.size; row += 1) margins[row] = grown[foldsOf[row] as number]?.margins[row] as number;
    const loss = lossIn(sample, margins);
    if (loss < best.loss) best = { count, loss, margins: margins.slice() };
  }
  return best;
};

const crossTrees = (sample: Sample): CrossFit => {
  const bins = binsOf(sample);
  const { count, margins, loss } = bestTrees(sample, bins);
  const fit = (): Fitted => {
    const rows = allRows(sample);
    const growing = boostRows(sample, bins, rows);
    const trees = Array.from({ length: count }, () => growing.next().value.nodes);
    return { kind: 'trees', bias: biasOf(sample, rows), trees };
  };
  return { kind: 'trees', fit, margins, loss };
};

/** Says by visitors who were held out how good one kind of model is. */
export const crossFit = (sample: Sample, kind: PropensityModel['kind']): CrossFit =>
  kind === 'trees' ? crossTrees(sample) : crossLogistic(sample);
