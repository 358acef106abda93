/** How good probabilities are, beside what became of it. */
export interface PropensityMetrics {
  readonly examples: number;
  readonly positives: number;
  /** How often one that came true was held likelier than one that did not; null when there is only one of the two. */
  readonly auc: number | null;
  /** Mean squared error. */
  readonly brier: number;
  /** The same of saying one share to everybody. */
  readonly baseBrier: number;
  /** Tenths of the moments by prediction: mean prediction, share that came true, how many. */
  readonly curve: [predicted: number, cameTrue: number, examples: number][];
}

type Pairs = readonly (readonly [prediction: number, label: number])[];

const tenths = 10;

const positivesOf = (pairs: Pairs): number => pairs.reduce((sum, [, label]) => sum + label, 0);

const aucOf = (sorted: Pairs): number | null => {
  const positives = positivesOf(sorted);
  const negatives = sorted.length - positives;
  if (positives === 0 || negatives === 0) return null;
  let [below, sum] = [0, 0];
  for (let from = 0; from < sorted.length;) {
    let to = from;
    while (to < sorted.length && sorted[to]?.[0] === sorted[from]?.[0]) to += 1;
    const tied = positivesOf(sorted.slice(from, to));
    const tiedNegatives = to - from - tied;
    sum += tied * (below + tiedNegatives / 2);
    below += tiedNegatives;
    from = to;
  }
  return sum / (positives * negatives);
};

const meanOf = (pairs: Pairs, worth: (prediction: number, label: number) => number): number =>
  pairs.reduce((sum, [prediction, label]) => sum + worth(prediction, label), 0) / (pairs.length || 1);

const curveOf = (sorted: Pairs): PropensityMetrics['curve'] =>
  Array.from({ length: tenths }, (_, tenth) =>
    sorted.slice((tenth * sorted.length) / tenths, ((tenth + 1) * sorted.length) / tenths),
  )
    .filter((part) => part.length > 0)
    .map((part) => [meanOf(part, (prediction) => prediction), meanOf(part, (_, label) => label), part.length]);

/**
 * Measures predictions against outcomes.
 *
 * @param baseShare - What would be said without a model: the share that came true in training.
 */
export const measurePropensity = (pairs: Pairs, baseShare: number): PropensityMetrics => {
  const sorted = pairs.toSorted((a, b) => a[0] - b[0]);
  return {
    examples: pairs.length,
    positives: positivesOf(pairs),
    auc: aucOf(sorted),
    brier: meanOf(pairs, (prediction, label) => (prediction - label) ** 2),
    baseBrier: meanOf(pairs, (_, label) => (baseShare - label) ** 2),
    curve: curveOf(sorted),
  };
};
