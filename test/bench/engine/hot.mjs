import { giveUp } from '../../../scripts/progress.mjs';
import { names } from './pages.mjs';
import { peers } from './peers.mjs';
import { medianOf, rules, shoppers } from './workload.mjs';

const SAMPLES = 40;
const SAMPLE_MS = 6;
const WARM_UP_MS = 300;

/**
 * Runs in the page: opens every peer, lets it answer for all shoppers, then measures them in turns, so that a busy moment
 * of the machine is everybody's.
 *
 * @param {{ forms: Record<string, object>, asking: readonly object[], samples: number, sampleMs: number, warmUpMs: number }} told
 */
const measureInPage = async ({ forms, asking, samples, sampleMs, warmUpMs }) => {
  /** @typedef {(facts: object) => unknown} Ask */
  const opens = /** @type {{ opens: Record<string, (form: unknown) => Ask> }} */ (/** @type {unknown} */ (globalThis))
    .opens;
  const asked = Object.keys(forms).map((name) => ({ name, ask: /** @type {Ask} */ (opens[name]?.(forms[name])) }));
  /** @type {Record<string, unknown[]>} */
  const answers = {};
  for (const { name, ask } of asked) answers[name] = await Promise.all(asking.map(async (facts) => ask(facts)));

  /** Gives milliseconds a shopper. */
  const run = async (/** @type {Ask} */ ask, /** @type {number} */ forMs) => {
    const startMs = performance.now();
    let passes = 0;
    let endMs = startMs;
    while (endMs - startMs < forMs) {
      for (const facts of asking) {
        const answer = ask(facts);
        if (answer instanceof Promise) await answer;
      }
      passes += asking.length;
      endMs = performance.now();
    }
    return (endMs - startMs) / passes;
  };
  for (const { ask } of asked) await run(ask, warmUpMs);
  /** @type {Record<string, number[]>} */
  const times = {};
  for (let sample = 0; sample < samples; sample += 1)
    for (const { name, ask } of asked) (times[name] ??= []).push((await run(ask, sampleMs)) * 1_000);
  return { answers, times, isolated: globalThis.crossOriginIsolated };
};

/** @typedef {Awaited<ReturnType<typeof import('./pages.mjs').openPages>>} Pages */

/**
 * What 100 rules cost a page that has asked them often before. Ends the run when peers disagree: then nothing is measured.
 *
 * @param {Pages} pages
 */
export const measureHot = async (pages) => {
  /** @type {Record<string, object>} */
  const forms = Object.fromEntries(names.map((name) => [name, peers[name].translate(rules)]));
  const page = await pages.open(names);
  const told = { forms, asking: shoppers, samples: SAMPLES, sampleMs: SAMPLE_MS, warmUpMs: WARM_UP_MS };
  const { answers, times, isolated } = await page.evaluate(measureInPage, told);
  await page.close();
  if (!isolated) giveUp('The page is not isolated, so its clock is too coarse.');
  const sorted = (/** @type {string} */ name) =>
    JSON.stringify(answers[name]?.map((ids) => /** @type {string[]} */ (ids).toSorted()));
  for (const name of names)
    if (sorted(name) !== sorted('plain')) giveUp(`${name} does not answer as the plain interpreter does.`);
  const matches = answers['plain']?.flat().length ?? 0;
  const micros = Object.fromEntries(names.map((name) => [name, medianOf(times[name] ?? [])]));
  return { micros, share: matches / (rules.length * shoppers.length) };
};
