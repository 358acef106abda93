import { readFileSync } from 'node:fs';
import { chromium } from 'playwright';
import { bundleOf } from '../../../scripts/bundle.mjs';
import { CHROMIUM_FLAGS, findChromium } from '../../../scripts/find-browser.mjs';
import { giveUp } from '../../../scripts/progress.mjs';

const RATES = [1, 6];
const READY_RUNS = 5;
const PREDICTIONS = 10_000;
const LIMIT = 20;
const RUN = 100;
const ORIGIN = 'https://shop.example';

/**
 * Runs in the page: what opening takes and, when there are sessions, each answer. In turns with answers, where `loops` says how
 * long: a loop that does nothing. Times are in ms.
 */
const measureInPage = async (
  /** @type {{ sessions: readonly (readonly string[])[], limit: number, isChecked: boolean, loops: number }} */ told,
) => {
  const create = /** @type {{ create: typeof import('@aisle/engine').createRecommender }} */ (
    /** @type {unknown} */ (globalThis)
  ).create;
  const bytes = new Uint8Array(await (await fetch('/model.bin')).arrayBuffer());
  const timed = (/** @type {() => unknown} */ work) => {
    const beganMs = performance.now();
    work();
    return performance.now() - beganMs;
  };
  /** @type {ReturnType<typeof create> | undefined} */
  let model;
  const readyMs = timed(() => (model = create(bytes, { isChecked: told.isChecked })));
  let state = 1;
  // Small whole numbers alone: larger ones would have to be cleaned up.
  const loop = () => {
    let local = state;
    for (let left = told.loops; left > 0; left -= 1) local = (local * 31 + 7) & 0xffff;
    state = local;
  };
  // Compiled before anybody looks at the clock.
  for (let warm = 0; told.loops > 0 && warm < 300; warm += 1) loop();
  const answers = [];
  const nothings = [];
  for (const session of told.sessions) {
    answers.push(timed(() => model?.recommend(session, { limit: told.limit })));
    if (told.loops > 0) nothings.push(timed(loop));
  }
  return { readyMs, answers, nothings };
};

const quantile = (/** @type {readonly number[]} */ numbers, /** @type {number} */ share) =>
  numbers.toSorted((a, b) => a - b)[Math.ceil(numbers.length * share) - 1] ?? Number.NaN;

const medianOf = (/** @type {readonly number[]} */ numbers) => quantile(numbers, 0.5);
const meanOf = (/** @type {readonly number[]} */ numbers) => numbers.reduce((sum, ms) => sum + ms, 0) / numbers.length;

/** Without the hundredth that other processes, too, had a part in. */
const unhalted = (/** @type {readonly number[]} */ numbers) =>
  numbers.toSorted((a, b) => a - b).slice(0, Math.ceil(numbers.length * 0.99));

/** Of each hundred in a row the mean. */
const meansOf = (/** @type {readonly number[]} */ numbers) =>
  Array.from({ length: Math.floor(numbers.length / RUN) }, (_, run) =>
    meanOf(numbers.slice(run * RUN, (run + 1) * RUN)),
  );

const spreadOf = (/** @type {readonly number[]} */ numbers) => ({
  meanMs: meanOf(numbers),
  p50Ms: medianOf(numbers),
  p99Ms: quantile(numbers, 0.99),
  p50OfRunsMs: medianOf(meansOf(numbers)),
  p99OfRunsMs: quantile(meansOf(numbers), 0.99),
});

/** Every so manieth of all the sessions that have one click or more before the next. */
const sampleOf = (/** @type {import('./recordings.mjs').Sessions} */ tests) => {
  const all = tests.flatMap((session) =>
    session.slice(1).map((_, at) => session.slice(0, at + 1).map(({ itemId }) => itemId)),
  );
  const every = Math.max(1, Math.floor(all.length / PREDICTIONS));
  return all.filter((_, at) => at % every === 0);
};

/**
 * Opens an artifact in new pages and asks it, with the processor at its own pace and slowed.
 *
 * @param {string} file
 * @param {import('./recordings.mjs').Sessions} tests
 */
export const inPage = async (file, tests) => {
  const executablePath = findChromium();
  if (!executablePath) return giveUp('No Chromium was found. Install one, or name it in AISLE_CHROMIUM.');
  const code = await bundleOf(
    `import { createRecommender } from '@aisle/engine'; globalThis.create = createRecommender;`,
  );
  const sessions = sampleOf(tests);
  // Isolated pages have a clock of 5 µs; others one of 100.
  const headers = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };
  /** @type {Readonly<Record<string, { contentType: string, body: string | Buffer }>>} */
  const files = {
    '/': { contentType: 'text/html', body: '<!doctype html><script type="module" src="/create.js"></script>' },
    '/create.js': { contentType: 'text/javascript', body: code },
    '/model.bin': { contentType: 'application/octet-stream', body: readFileSync(file) },
  };
  const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS] });
  const openAndMeasure = async (
    /** @type {number} */ rate,
    /** @type {readonly (readonly string[])[]} */ asked,
    { isChecked = true, loops = 0 } = {},
  ) => {
    const page = await browser.newPage();
    await page.route(`${ORIGIN}/**`, (route) =>
      route.fulfill({ ...(files[new URL(route.request().url()).pathname] ?? { status: 404 }), headers }),
    );
    await page.goto(ORIGIN, { waitUntil: 'load' });
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate });
    const measured = await page.evaluate(measureInPage, { sessions: asked, limit: LIMIT, isChecked, loops });
    await page.close();
    return measured;
  };
  // How many turns of the empty loop take as long as an answer, at the processor's own pace: in the mean, as some answers are long.
  const TURNS = 20_000;
  const { answers: unslowed, nothings } = await openAndMeasure(1, sessions, { loops: TURNS });
  const loops = Math.round((TURNS * meanOf(unhalted(unslowed))) / meanOf(unhalted(nothings)));
  const results = [];
  for (const rate of RATES) {
    const fresh = [];
    const summed = [];
    for (let run = 0; run < READY_RUNS; run += 1) {
      fresh.push(await openAndMeasure(rate, sessions.slice(run, run + 1)));
      summed.push((await openAndMeasure(rate, [], { isChecked: false })).readyMs);
    }
    const measured = await openAndMeasure(rate, sessions, { loops });
    results.push({
      rate,
      readyMs: medianOf(fresh.map(({ readyMs }) => readyMs)),
      // As anybody has it who does not say that the bytes were compared with their hash.
      summedMs: medianOf(summed),
      leastMs: Math.min(...fresh.map(({ readyMs }) => readyMs)),
      firstMs: medianOf(fresh.flatMap((page) => page.answers)),
      answer: spreadOf(measured.answers),
      // A slowed processor stands still now and then, whatever it is at: as often in a loop that does nothing.
      nothing: spreadOf(measured.nothings),
    });
  }
  await browser.close();
  return results;
};
