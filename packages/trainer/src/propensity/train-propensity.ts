import { createHash } from 'node:crypto';
import { featuresVersion, predict, readPropensity } from '@aisle/engine';
import type { AisleEvent, PropensityModel } from '@aisle/schema';
import { calibrate } from './calibrate.js';
import { crossFit, type CrossFit } from './cross-fit.js';
import { measurePropensity, type PropensityMetrics } from './measure-propensity.js';
import { TrainerError } from '../trainer-error.js';
import { type PropensityOptions, readyOptions, type ReadyOptions } from './propensity-options.js';
import { createReplay, type Examples } from './replay-examples.js';
import { featuresIn, positivesIn, type Sample, sampleOf, spread } from './sample.js';

/** A trained model, and how good it is on the last days, which it did not see. */
export interface TrainedPropensity {
  readonly model: PropensityModel;
  /** The model as it is shipped. */
  readonly json: string;
  readonly metrics: PropensityMetrics;
  /** Mean log loss of each kind that was tried, on visitors who were held out. */
  readonly losses: Readonly<Partial<Record<PropensityModel['kind'], number>>>;
  /** Events that were left out, by reason. */
  readonly leftOut: Readonly<Record<string, number>>;
}

const dayMs = 86_400_000;
const leastPositives = 20;
const progressEvery = 1_000;

const checkEvent = (event: AisleEvent, place: number): void => {
  const isEvent = typeof event?.atMs === 'number' && Array.isArray(event.consent?.purposes) && event.params;
  if (!isEvent) throw new TrainerError(`event ${place} is none: hand in events as they are on the wire, parsed`);
};

const replay = async (
  events: Iterable<AisleEvent> | AsyncIterable<AisleEvent>,
  options: ReadyOptions,
): Promise<Examples> => {
  const replaying = createReplay(options);
  let done = 0;
  for await (const event of events) {
    checkEvent(event, done);
    replaying.add(event);
    done += 1;
    if (done % progressEvery === 0) options.onProgress(done);
  }
  options.onProgress(done);
  return replaying.end();
};

/** Parts moments in time: what was known before the last days is learned from, sessions that began in them are measured. */
const split = (examples: Examples, { testShare, maxExamples, target, days }: ReadyOptions) => {
  const { table, places, fromMs, untilMs } = examples;
  const known = places.filter((place) => table.outcome(place) !== 'open' && table.settledMs(place) <= untilMs);
  const endMs = target === 'churn' ? untilMs - days * dayMs : untilMs;
  const cutMs = endMs - Math.max(0, endMs - fromMs) * testShare;
  const before = known.filter((place) => table.settledMs(place) < cutMs);
  const keptShare = maxExamples / Math.max(maxExamples, before.length);
  const kept = before.filter((place) => spread(table.visitor(place)) < keptShare * 2 ** 32);
  const after = known.filter((place) => table.sessionMs(place) >= cutMs);
  const rows = examples.features([...kept, ...after]);
  return { training: sampleOf(table, rows, kept), test: sampleOf(table, rows, after) };
};

/** Days of moments to learn from must be over before those of moments to measure on begin, and these must be over, too. */
const checkSpan = ({ fromMs, untilMs }: Examples, { target, days, testShare }: ReadyOptions): void => {
  const recorded = Math.max(0, untilMs - fromMs) / dayMs;
  const needed = days + days / (1 - testShare);
  if (target === 'churn' && recorded <= needed)
    throw new TrainerError(
      `churn: the events are of ${recorded.toFixed(1)} days, and more than ${needed.toFixed(1)} are needed to learn and to ` +
        `measure who stays away for ${days}: hand in events of more days`,
    );
};

const checkSample = (sample: Sample, { target }: ReadyOptions): void => {
  const positives = positivesIn(sample);
  if (Math.min(positives, sample.size - positives) < leastPositives)
    throw new TrainerError(
      `${target}: ${positives} of ${sample.size} moments came true before the last days, and at least ` +
        `${leastPositives} of each outcome are needed: hand in more events`,
    );
};

/** What nobody measured nobody shall trust. */
const checkTest = (test: Sample, { target }: ReadyOptions): void => {
  if (test.size === 0)
    throw new TrainerError(
      `${target}: no moment of the last days came to an end, by which to measure how good it is: hand in more events`,
    );
};

const modelOf = (crossed: CrossFit, sample: Sample, { target, id, days, features }: ReadyOptions): PropensityModel => ({
  id,
  version: '0',
  target,
  ...(target === 'churn' && { days }),
  features: { version: featuresVersion, names: [...features] },
  ...crossed.fit(),
  calibration: calibrate(crossed.margins, sample.labels),
});

const round = (value: number): number => Number(value.toFixed(6));

const shippedMetrics = (metrics: PropensityMetrics): PropensityMetrics => ({
  ...metrics,
  auc: metrics.auc === null ? null : round(metrics.auc),
  brier: round(metrics.brier),
  baseBrier: round(metrics.baseBrier),
  curve: metrics.curve.map(([predicted, cameTrue, examples]) => [round(predicted), round(cameTrue), examples]),
});

const measure = (model: PropensityModel, test: Sample, baseShare: number): PropensityMetrics =>
  measurePropensity(
    Array.from(test.labels, (label, row) => [predict(model, featuresIn(test, row)), label] as const),
    baseShare,
  );

/** The model as the page will read it: what would be refused there is not shipped. */
const shipped = (model: PropensityModel): { readonly model: PropensityModel; readonly json: string } => {
  const version = createHash('sha256').update(JSON.stringify(model)).digest('hex').slice(0, 16);
  const json = JSON.stringify({ ...model, version });
  const reading = readPropensity(json);
  if (reading.refused !== null) throw new TrainerError(`the model would be refused: ${reading.refused}`);
  return { model: JSON.parse(json) as PropensityModel, json };
};

/**
 * Trains a propensity model: replays each visitor's events through the engine's fold, fits, calibrates on visitors who were
 * held out, and measures on the last days. The same events and options give the same bytes.
 *
 * Bots, previews and events without consent to personalization are left out.
 *
 * @param events - One visitor's in the order in which they happened, each once; visitors may be mixed.
 * @throws {TrainerError} when an option cannot be used, too little happened, or something is no event.
 */
export const trainPropensity = async (
  events: Iterable<AisleEvent> | AsyncIterable<AisleEvent>,
  options: PropensityOptions = {},
): Promise<TrainedPropensity> => {
  const ready = readyOptions(options);
  const examples = await replay(events, ready);
  checkSpan(examples, ready);
  const { training, test } = split(examples, ready);
  checkSample(training, ready);
  checkTest(test, ready);
  const kinds = ready.kind ? [ready.kind] : (['logistic', 'trees'] as const);
  const tried = kinds.map((kind) => crossFit(training, kind));
  const best = tried.reduce((one, other) => (other.loss < one.loss ? other : one));
  const fitted = modelOf(best, training, ready);
  const positives = positivesIn(training);
  const metrics = shippedMetrics(measure(fitted, test, positives / training.size));
  const { events: counted, visitors, fromMs, untilMs, leftOut } = examples;
  const trainedOn = { events: counted, visitors, examples: training.size, positives, fromMs, untilMs };
  return {
    ...shipped({ ...fitted, trainedOn, metrics: { ...metrics } }),
    metrics,
    losses: Object.fromEntries(tried.map(({ kind, loss }) => [kind, loss])),
    leftOut,
  };
};
