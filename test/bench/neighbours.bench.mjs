import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { createRecommender } from '@aisle/engine';
import { baselines, bytesOfTable, createNeighbours, measureRanker, numberSessions } from '@aisle/trainer';
import { showStep } from '../../scripts/progress.mjs';
import { print } from './delivery/table.mjs';
import { inPage } from './neighbours/in-page.mjs';
import { nextOfType } from './neighbours/next-of-type.mjs';
import { readDiginetica, readRetailRocket } from './neighbours/recordings.mjs';

// How well item neighbours foretell the next click, what they weigh and what they cost. `npm run bench -- neighbours`;
// docs/train-a-model.md reads the columns. Parameters were tuned on the training parts alone.

const { values } = parseArgs({
  options: { generated: { type: 'string', default: '10000000' }, quick: { type: 'boolean', default: false } },
});
const K = 20;
const READY_RUNS = 7;

const folder = mkdtempSync(join(tmpdir(), 'aisle-neighbours-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/**
 * @template Result
 * @param {string} title
 * @param {() => Result | Promise<Result>} work
 */
const step = async (title, work) => (await showStep(title, async () => ({ ok: true, result: await work() }))).result;

const child = (/** @type {string} */ script, /** @type {readonly string[]} */ words) =>
  execFileSync(process.execPath, [fileURLToPath(new URL(`neighbours/${script}`, import.meta.url)), ...words], {
    encoding: 'utf8',
    maxBuffer: 1e8,
  });

/** @returns {{ seconds: number, peak: number, bytes: Uint8Array, file: string }} */
const train = (/** @type {string} */ source, /** @type {object} */ options) => {
  const file = join(folder, `${source}-${JSON.stringify(options).replaceAll(/\W+/g, '-')}.bin`);
  return {
    ...JSON.parse(child('train.mjs', [source, JSON.stringify(options), file])),
    bytes: readFileSync(file),
    file,
  };
};

const quantile = (/** @type {readonly number[]} */ numbers, /** @type {number} */ share) =>
  numbers.toSorted((a, b) => a - b)[Math.ceil(numbers.length * share) - 1] ?? Number.NaN;
const share = (/** @type {number} */ value) => value.toFixed(4);
const count = (/** @type {number} */ value) => Math.round(value).toLocaleString('en');

const held = await step('Read Diginetica', readDiginetica);
const sessions = numberSessions(held);
const examination = { ...sessions, k: K };

const others = [];
for (const create of values.quick ? [] : baselines)
  others.push(
    await step(`Baseline ${others.length + 1} of ${baselines.length}`, () =>
      measureRanker(create(sessions.training), examination),
    ),
  );

/** The name, the options and, where it says one, the goal. */
const models = /** @type {const} */ ([
  ['floor 2', {}, '≥ .510 / .185 in ≤ 600,000'],
  ['no floor', { floor: 1 }, '≥ .528 / .190 in ≤ 1,400,000'],
  ['floor 2, hashes', { names: 'hashes' }, ''],
]);
/** @type {(ReturnType<typeof train> & { name: string, goal: string, metrics: import("@aisle/trainer").RankingMetrics, micros: readonly number[], ready: readonly number[] })[]} */
const measured = [];
for (const [name, options, goal] of models) {
  const trained = await step(`Train: ${name}`, () => train('diginetica', options));
  const itemIds = 'names' in options ? sessions.itemIds : undefined;
  const { recommend } = createRecommender(trained.bytes, itemIds ? { itemIds } : {});
  const ranker =
    'names' in options ? { name, rank: () => [] } : createNeighbours(name, trained.bytes, sessions.itemIds);
  const metrics = await step(`Foretell: ${name}`, () => measureRanker(ranker, examination));
  /** @type {number[]} */
  const micros = [];
  await step(`Time: ${name}`, () => {
    for (const session of held.tests)
      for (let at = 1; at < session.length; at += 1) {
        const before = session.slice(0, at).map(({ itemId }) => itemId);
        const beganMs = performance.now();
        recommend(before, { limit: K });
        micros.push((performance.now() - beganMs) * 1_000);
      }
  });
  const ready =
    'names' in options ? [] : Array.from({ length: READY_RUNS }, () => Number(child('ready.mjs', [trained.file])));
  measured.push({ name, goal, metrics, micros, ready, ...trained });
}
const pages = values.quick
  ? null
  : await step('In Chromium, 1 × and slowed 6 ×', () => inPage(measured[0]?.file ?? '', held.tests));
const recording = readRetailRocket();
const typed = [{}, { weights: {} }, { floor: 1 }, { floor: 1, weights: {} }].map((options) => ({
  options,
  found: nextOfType(recording, { days: 2, options }),
}));
const many = values.quick
  ? null
  : await step(`Train on ${count(Number(values.generated))} generated events`, () => train(values.generated, {}));
/** @type {{ items: number, files: number, bytes: number, manifestBytes: number, largest: number, fetched: Record<'mean' | 'p50' | 'p95' | 'most', number>, seconds: number, peak: number } | null} */
const spread = values.quick
  ? null
  : await step('A large catalogue, spread over files', () =>
      JSON.parse(child('shards.mjs', [values.generated, 'auto'])),
    );

console.log(`\nNode ${process.version}, ${cpus()[0]?.model}, ${cpus().length} cores`);
console.log(
  `\nDiginetica: ${count(others[0]?.predictions ?? measured[0]?.metrics.predictions ?? 0)} next clicks, ${K} items shown`,
);
print([
  ['', `HR@${K}`, `MRR@${K}`, 'coverage', 'bias', 'goal'],
  ...[
    ...others.map((metrics) => ({ metrics, goal: '' })),
    ...measured.filter(({ metrics }) => metrics.hitRate > 0),
  ].map(({ metrics, goal }) => [
    metrics.name,
    share(metrics.hitRate),
    share(metrics.meanReciprocalRank),
    `${(metrics.coverage * 100).toFixed(0)} %`,
    metrics.popularityBias.toFixed(2),
    goal,
  ]),
]);

const compressed = (/** @type {Uint8Array} */ bytes) =>
  [bytes.length, gzipSync(bytes).length, brotliCompressSync(bytes).length].map(count).join(' / ');
console.log('\nBytes: plain / gzip / brotli');
print([
  ['', 'the table', 'names of items', 'an item'],
  ...measured.map(({ name, bytes }) => {
    const table = bytesOfTable(bytes);
    const items = sessions.itemIds.length;
    return [
      name,
      compressed(bytes.subarray(0, table)),
      compressed(bytes.subarray(table)),
      `${(table / items).toFixed(1)} + ${((bytes.length - table) / items).toFixed(1)}`,
    ];
  }),
]);

console.log('\nCost. Ready: in a process that has run nothing before, median.');
print([
  ['', 'training', 'its peak memory', 'ready (≤ 50, aim 5 ms)', 'p50', 'p99 (≤ 100 µs)'],
  ...measured.map(({ name, seconds, peak, ready, micros }) => [
    name,
    `${seconds.toFixed(1)} s`,
    `${count(peak / 1e6)} MB`,
    ready.length > 0 ? `${quantile(ready, 0.5).toFixed(1)} ms` : '-',
    `${quantile(micros, 0.5).toFixed(1)} µs`,
    `${quantile(micros, 0.99).toFixed(1)} µs`,
  ]),
  ...(many
    ? [
        [
          `${count(Number(values.generated))} events`,
          `${many.seconds.toFixed(0)} s`,
          `${count(many.peak / 1e6)} MB`,
          '',
          '',
          '',
        ],
      ]
    : []),
]);
if (spread) {
  const { items, files, bytes, manifestBytes, largest, fetched, seconds, peak } = spread;
  console.log(`\n${count(items)} items spread over files; what a session of ten clicks fetches, bytes`);
  print([
    [
      'files',
      'all bytes',
      'largest',
      'manifest',
      'mean',
      'p95',
      'most (≤ 40,000)',
      'training, measured',
      'its peak memory',
    ],
    [
      ...[files, bytes, largest, manifestBytes, fetched.mean, fetched.p95, fetched.most].map(count),
      `${seconds.toFixed(0)} s`,
      `${count(peak / 1e6)} MB`,
    ],
  ]);
}
if (pages) {
  console.log('\nIn a page of Chromium');
  print([
    ['', 'ready (≤ 50, aim 5 ms)', 'the least', 'and summed up', 'first answer'],
    ...pages.map(({ rate, readyMs, leastMs, summedMs, firstMs }) => [
      `${rate} ×`,
      ...[readyMs, leastMs, summedMs, firstMs].map((ms) => `${ms.toFixed(2)} ms`),
    ]),
  ]);
  console.log(
    '\nAnswers there, and in turns with them a loop that does nothing for as long as an answer takes at 1 ×.',
  );
  console.log(
    'Chromium slows a page by halting it in pieces: who meets one waits it out, however little there is to do.',
  );
  print([
    ['', 'mean', 'p50', 'p99 (≤ 1 ms at 6 ×)', 'means of 100: p50', 'p99 (≤ 1 ms at 6 ×)'],
    ...pages.flatMap(({ rate, answer, nothing }) =>
      Object.entries({ answer, nothing }).map(([what, taken]) => [
        `${rate} × ${what}`,
        ...Object.values(taken).map((ms) => `${ms.toFixed(3)} ms`),
      ]),
    ),
  ]);
}

console.log(
  '\nRetailRocket, the last 2 of 8 days by the type of the next click. Weighted: a cart 1.5, a purchase 3 times a view.',
);
for (const { options, found } of typed) {
  const title = `${'floor' in options ? 'no floor' : 'floor 2'}, ${'weights' in options ? 'all alike' : 'weighted'}`;
  print([
    [title.padEnd(22), 'clicks', `HR@${K}`, `MRR@${K}`],
    ...found.map(({ type, predictions, hitRate, meanReciprocalRank }) => [
      `  ${type}`,
      count(predictions),
      share(hitRate),
      share(meanReciprocalRank),
    ]),
  ]);
}
