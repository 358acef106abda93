import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { brotliCompressSync } from 'node:zlib';
import { trainPropensity } from '@aisle/trainer';
import { showStep } from '../../scripts/progress.mjs';
import { generatedEvents } from './propensity/generated-events.mjs';
import { measureInChromium } from './propensity/in-chromium.mjs';
import { measurePredict } from './propensity/predict-time.mjs';
import { retailRocketEvents } from './propensity/retail-rocket.mjs';

// How well propensity is predicted on the last days of eight, what a model weighs and how long a prediction takes.
// `npm run bench -- propensity --generated 1000000`: time and memory of a training on so many made-up events instead.

/** Beside figures, never asserted. */
const TARGETS = { predictUs: '≤ 20', kB: 'a few' };

const { values } = parseArgs({ options: { generated: { type: 'string' } } });

/**
 * @template Result
 * @param {string} title
 * @param {() => Result | Promise<Result>} work
 */
const step = async (title, work) => (await showStep(title, async () => ({ ok: true, result: await work() }))).result;

const print = (/** @type {readonly (readonly string[])[]} */ rows) => {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  for (const row of rows)
    console.log(
      row.map((cell, at) => (at ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0))).join('   '),
    );
};

/** @typedef {import('@aisle/trainer').TrainedPropensity & { readonly seconds: number, readonly worked: number }} Trained */

const processorSeconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

const train = async (
  /** @type {Parameters<typeof trainPropensity>[0]} */ events,
  /** @type {import('@aisle/trainer').PropensityOptions} */ options,
) => {
  const [startMs, startS] = [performance.now(), processorSeconds()];
  const trained = await trainPropensity(events, options);
  // A machine that is busy with other things takes longer, but does not work more.
  return { ...trained, seconds: (performance.now() - startMs) / 1_000, worked: processorSeconds() - startS };
};

const meanSaid = (/** @type {Trained} */ { metrics: { curve, examples } }) =>
  curve.reduce((sum, [said, , count]) => sum + said * count, 0) / (examples || 1);

const rowOf = (/** @type {string} */ name, /** @type {Trained} */ trained) => {
  const { metrics, json, seconds, worked } = trained;
  const { predicted, whole } = measurePredict(trained.model);
  const fixed = (/** @type {number} */ value, digits = 4) => value.toFixed(digits);
  return [
    name,
    fixed(metrics.auc ?? Number.NaN),
    fixed(metrics.brier),
    fixed(meanSaid(trained)),
    fixed(metrics.positives / metrics.examples),
    `${json.length}`,
    `${brotliCompressSync(json).length}`,
    `${predicted.p50.toFixed(1)} / ${predicted.p99.toFixed(1)}`,
    `${whole.p50.toFixed(1)} / ${whole.p99.toFixed(1)}`,
    `${seconds.toFixed(1)} / ${worked.toFixed(1)}`,
  ];
};

const heads = [
  '',
  'AUC',
  'Brier',
  'said',
  'came true',
  'bytes',
  'brotli',
  'predict µs',
  'with features µs',
  'train s / of processor',
];

const compare = async (
  /** @type {import('@aisle/schema').AisleEvent[]} */ events,
  /** @type {string} */ title,
  /** @type {import('@aisle/trainer').PropensityOptions} */ options,
) => {
  const logistic = await step(`${title}: logistic regression`, () => train(events, { ...options, kind: 'logistic' }));
  const trees = await step(`${title}: boosted trees`, () => train(events, { ...options, kind: 'trees' }));
  const { metrics, model } = trees;
  const { trainedOn } = model;
  const base = (trainedOn?.positives ?? 0) / (trainedOn?.examples ?? 1);
  const baseRow = ['one share for all', '0.5000', metrics.baseBrier.toFixed(4), base.toFixed(4)];
  console.log(`\n${title}: ${trainedOn?.examples} moments learned from, ${metrics.examples} measured on the last days`);
  print([
    heads,
    [...baseRow, (metrics.positives / metrics.examples).toFixed(4), '', '', '', '', ''],
    rowOf('logistic regression', logistic),
    rowOf('boosted trees', trees),
  ]);
  return { logistic, trees };
};

const printCurves = (/** @type {{ logistic: Trained, trees: Trained }} */ { logistic, trees }) => {
  const cells = (/** @type {Trained} */ { metrics }) =>
    metrics.curve.map(([said, came, count]) => [said.toFixed(4), came.toFixed(4), `${count}`]);
  const right = cells(trees);
  console.log('\nTenths of the moments by prediction, the likeliest last: said, came true, how many');
  print([
    ['tenth', 'logistic', '', '', 'trees', '', ''],
    ...cells(logistic).map((row, at) => [`${at + 1}`, ...row, ...(right[at] ?? [])]),
  ]);
};

const onRetailRocket = async () => {
  const events = retailRocketEvents();
  const buying = await compare(events, 'Buys in this session', { target: 'buy' });
  printCurves(buying);
  await compare(events, 'Buys from a category in this session', { target: 'category' });
  // Eight days cannot hold thirty.
  await compare(events, 'Does not come again within 2 days', { target: 'churn', days: 2 });
  const models = [buying.logistic.json, buying.trees.json];
  const found = await step('The same events in training and in Chromium', () => measureInChromium(models));
  console.log(
    `\n${found.sessions} sessions in Chromium ${found.version}: ${found.compared} numbers, ${found.different} different`,
  );
  print([
    ['with features, in Chromium, µs', 'p50', 'p99'],
    ...found.times.map(({ rate, p50, p99 }, at) => [
      `${at % 2 ? 'boosted trees' : 'logistic regression'}, processor slowed ${rate} ×`,
      p50.toFixed(1),
      p99.toFixed(1),
    ]),
  ]);
  console.log(`\nTargets: predict ${TARGETS.predictUs} µs, ${TARGETS.kB} kB.`);
};

const onGenerated = async (/** @type {number} */ count) => {
  const trained = await step(`${count} made-up events`, () => train(generatedEvents(count), {}));
  const { trainedOn } = trained.model;
  console.log(`\n${count} events, ${trainedOn?.visitors} visitors, ${trainedOn?.examples} moments learned from`);
  const memory = `${(process.resourceUsage().maxRSS / 1_024).toFixed(0)} MiB at most`;
  console.log(`${trained.seconds.toFixed(1)} s, ${trained.worked.toFixed(1)} s of processor time, ${memory}`);
};

console.log(`Node ${process.version}, ${cpus()[0]?.model}, ${cpus().length} cores`);
if (values.generated) await onGenerated(Number(values.generated));
else await onRetailRocket();
