import { predict } from '@aisle/engine';
import { chromium } from 'playwright';
import { readyOptions } from '../../../packages/trainer/dist/propensity/propensity-options.js';
import { createReplay } from '../../../packages/trainer/dist/propensity/replay-examples.js';
import { bundleOf } from '../../../scripts/bundle.mjs';
import { CHROMIUM_FLAGS, findChromium } from '../../../scripts/find-browser.mjs';
import { giveUp } from '../../../scripts/progress.mjs';
import { generatedEvents } from './generated-events.mjs';

// The same events in training and in a page of a real Chromium: the same numbers, and how long one takes there.

const sessions = 10_000;
const visitorsAtOnce = 500;

/** @typedef {import('@aisle/schema').PropensityModel} Model */
/** @typedef {import('@aisle/schema').AisleEvent} AisleEvent */
/** @typedef {typeof import('@aisle/engine')} Engine */

const source = `
  import { emptyProfile, factsOf, featuresOf, predict, readPropensity, reduceProfile } from '@aisle/engine';
  globalThis.engine = { emptyProfile, factsOf, featuresOf, predict, readPropensity, reduceProfile };`;

/** Ten thousand sessions, by visitor, in the order in which they begin. */
const shoppers = () => {
  const seen = new Set();
  /** @type {Map<string, AisleEvent[]>} */
  const byVisitor = new Map();
  for (const event of generatedEvents(Infinity)) {
    seen.add(event.sessionId);
    if (seen.size > sessions) break;
    const visitor = event.visitorId ?? '';
    byVisitor.set(visitor, [...(byVisitor.get(visitor) ?? []), event]);
  }
  return byVisitor;
};

/** In the page: event by event, with what is known stored and read back half way. */
const saidInPage = (
  /** @type {{ readonly json: readonly string[], readonly visitors: readonly (readonly AisleEvent[])[] }} */ {
    json,
    visitors,
  },
) => {
  const { engine } = /** @type {{ readonly engine: Engine }} */ (/** @type {unknown} */ (globalThis));
  const asks = json.flatMap((one) => {
    const { model } = engine.readPropensity(one);
    return model ? [{ model, read: engine.featuresOf(model.features.names) }] : [];
  });
  return visitors.map((events) => {
    let profile = engine.emptyProfile;
    return events.map((event, place) => {
      if (place === events.length >> 1) profile = JSON.parse(JSON.stringify(profile));
      profile = engine.reduceProfile(profile, event);
      const facts = engine.factsOf(profile, { nowMs: event.atMs, page: { path: '/' } });
      return asks.map(({ model, read }) => engine.predict(model, read(facts, { profile })));
    });
  });
};

/** In the page: microseconds from a profile to a number. A hundred at a time, because its clock is coarse. */
const timedInPage = (
  /** @type {{ readonly json: string, readonly events: readonly AisleEvent[] }} */ { json, events },
) => {
  const { engine } = /** @type {{ readonly engine: Engine }} */ (/** @type {unknown} */ (globalThis));
  const { model } = engine.readPropensity(json);
  if (!model) throw new Error('refused');
  const profile = events.reduce((so, event) => engine.reduceProfile(so, event), engine.emptyProfile);
  const read = engine.featuresOf(model.features.names);
  const context = { nowMs: events.at(-1)?.atMs ?? 0, page: { path: '/' } };
  const ask = () => engine.predict(model, read(engine.factsOf(profile, context), { profile }));
  const times = Array.from({ length: 220 }, () => {
    const startMs = performance.now();
    for (let one = 0; one < 100; one += 1) ask();
    return (performance.now() - startMs) * 10;
  });
  const sorted = times.slice(20).toSorted((a, b) => a - b);
  return { p50: sorted[100] ?? 0, p99: sorted[198] ?? 0 };
};

/** By visitor, by model: what it says at every moment that training looks at. */
const saidInTraining = (/** @type {Map<string, AisleEvent[]>} */ byVisitor, /** @type {readonly Model[]} */ models) => {
  /** @type {number[][][]} */
  const said = [...byVisitor].map(() => models.map(() => []));
  for (const [at, model] of models.entries()) {
    const replay = createReplay(readyOptions({ features: model.features.names }));
    // Numbered as they come: visitor by visitor.
    for (const event of [...byVisitor.values()].flat()) replay.add(event);
    const { table, places, features } = replay.end();
    const { row } = features(places);
    for (const place of places) {
      const known = Array.from(row(place), (x) => (Number.isNaN(x) ? null : x));
      said[table.visitor(place)]?.[at]?.push(predict(model, known));
    }
  }
  return said;
};

/**
 * Asks Chromium what it says after every event of 10,000 sessions, and finds what training said among it.
 *
 * @param {readonly string[]} json Models of the target `buy`.
 */
export const measureInChromium = async (json) => {
  const executablePath = findChromium();
  if (!executablePath) return giveUp('No Chromium was found. Install one, or name it in AISLE_CHROMIUM.');
  const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS] });
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: await bundleOf(source), type: 'module' });
    const byVisitor = shoppers();
    const visitors = [...byVisitor.values()];
    /** @type {number[][][]} */
    const said = [];
    for (let from = 0; from < visitors.length; from += visitorsAtOnce)
      said.push(...(await page.evaluate(saidInPage, { json, visitors: visitors.slice(from, from + visitorsAtOnce) })));
    let [compared, different] = [0, 0];
    saidInTraining(
      byVisitor,
      json.map((one) => JSON.parse(one)),
    ).forEach((ofModels, visitor) =>
      ofModels.forEach((numbers, model) => {
        const inPage = new Set(said[visitor]?.map((after) => after[model]));
        compared += numbers.length;
        different += numbers.filter((number) => !inPage.has(number)).length;
      }),
    );
    const events = visitors.toSorted((a, b) => b.length - a.length)[0] ?? [];
    const session = await page.context().newCDPSession(page);
    const times = [];
    for (const rate of [1, 6]) {
      await session.send('Emulation.setCPUThrottlingRate', { rate });
      for (const one of json) times.push({ rate, ...(await page.evaluate(timedInPage, { json: one, events })) });
    }
    return { version: browser.version(), sessions, compared, different, times };
  } finally {
    await browser.close();
  }
};
