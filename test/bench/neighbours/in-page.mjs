import { readFileSync } from 'node:fs';
import { chromium } from 'playwright';
import { bundleOf } from '../../../scripts/bundle.mjs';
import { CHROMIUM_FLAGS, findChromium } from '../../../scripts/find-browser.mjs';
import { giveUp } from '../../../scripts/progress.mjs';

const RATES = [1, 6];
const READY_RUNS = 5;
const PREDICTIONS = 3_000;
const LIMIT = 20;
const ORIGIN = 'https://shop.example';

/** Runs in the page: what opening takes and, when there are sessions, each answer. Times are in ms. */
const measureInPage = async (
  /** @type {{ sessions: readonly (readonly string[])[], limit: number, isChecked: boolean }} */ told,
) => {
  const create = /** @type {{ create: typeof import('@aisle/engine').createRecommender }} */ (
    /** @type {unknown} */ (globalThis)
  ).create;
  const bytes = new Uint8Array(await (await fetch('/model.bin')).arrayBuffer());
  const beganMs = performance.now();
  const { recommend } = create(bytes, { isChecked: told.isChecked });
  const readyMs = performance.now() - beganMs;
  const answers = told.sessions.map((session) => {
    const askedMs = performance.now();
    recommend(session, { limit: told.limit });
    return performance.now() - askedMs;
  });
  return { readyMs, answers };
};

const quantile = (/** @type {readonly number[]} */ numbers, /** @type {number} */ share) =>
  numbers.toSorted((a, b) => a - b)[Math.ceil(numbers.length * share) - 1] ?? Number.NaN;

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
    isChecked = true,
  ) => {
    const page = await browser.newPage();
    await page.route(`${ORIGIN}/**`, (route) =>
      route.fulfill({ ...(files[new URL(route.request().url()).pathname] ?? { status: 404 }), headers }),
    );
    await page.goto(ORIGIN, { waitUntil: 'load' });
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate });
    const measured = await page.evaluate(measureInPage, { sessions: asked, limit: LIMIT, isChecked });
    await page.close();
    return measured;
  };
  const results = [];
  for (const rate of RATES) {
    const fresh = [];
    const summed = [];
    for (let run = 0; run < READY_RUNS; run += 1) {
      fresh.push(await openAndMeasure(rate, sessions.slice(run, run + 1)));
      summed.push((await openAndMeasure(rate, [], false)).readyMs);
    }
    const { answers } = await openAndMeasure(rate, sessions);
    results.push({
      rate,
      readyMs: quantile(
        fresh.map(({ readyMs }) => readyMs),
        0.5,
      ),
      // As anybody has it who does not say that the bytes were compared with their hash.
      summedMs: quantile(summed, 0.5),
      leastMs: Math.min(...fresh.map(({ readyMs }) => readyMs)),
      firstMs: quantile(
        fresh.flatMap((page) => page.answers),
        0.5,
      ),
      // A slowed processor stands still now and then, so that few answers bear what all cost.
      meanMs: answers.reduce((sum, ms) => sum + ms, 0) / answers.length,
      p50Ms: quantile(answers, 0.5),
      p99Ms: quantile(answers, 0.99),
    });
  }
  await browser.close();
  return results;
};
