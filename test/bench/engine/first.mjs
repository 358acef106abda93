import { names } from './pages.mjs';
import { peers } from './peers.mjs';
import { medianOf, rules, shoppers } from './workload.mjs';

const SAMPLES = 15;
/** A new page still has something to do with itself. */
const SETTLE_MS = 200;

/**
 * Runs in the page: from rules that have just been parsed to the first answer of all of them.
 *
 * @param {{ name: string, text: string, facts: string }} told
 */
const measureInPage = async ({ name, text, facts }) => {
  /** @typedef {(facts: object) => unknown} Ask */
  const opens = /** @type {{ opens: Record<string, (form: unknown) => Ask> }} */ (/** @type {unknown} */ (globalThis))
    .opens;
  const [form, shopper] = [JSON.parse(text), JSON.parse(facts)];
  const startMs = performance.now();
  const answer = opens[name]?.(form)(shopper);
  if (answer instanceof Promise) await answer;
  return performance.now() - startMs;
};

/**
 * What the first 100 rules cost a shopper, in milliseconds: a new page each time, with one peer's script in it.
 *
 * @param {import('./hot.mjs').Pages} pages
 * @param {number} slowdown Of the processor: 4 stands for a phone.
 */
export const measureFirst = async (pages, slowdown) => {
  const facts = JSON.stringify(shoppers[0]);
  const texts = Object.fromEntries(names.map((name) => [name, JSON.stringify(peers[name].translate(rules))]));
  /** @type {Record<string, number[]>} */
  const times = {};
  for (let sample = 0; sample < SAMPLES; sample += 1)
    for (const name of names) {
      const page = await pages.open([name]);
      const devtools = await page.context().newCDPSession(page);
      await page.waitForTimeout(SETTLE_MS);
      await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
      (times[name] ??= []).push(await page.evaluate(measureInPage, { name, text: texts[name] ?? '', facts }));
      await page.close();
    }
  return Object.fromEntries(names.map((name) => [name, medianOf(times[name] ?? [])]));
};
