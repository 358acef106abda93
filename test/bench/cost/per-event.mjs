import { firstArrivals, settle } from '../delivery/settle.mjs';
import { withPage } from './open-page.mjs';

// What an event costs the main thread, and the wire.

const BURST = 1_000;
const SPACED = 200;
const SPACE_MS = 10;
/** A tracker that sends in its own time, or blocks the page, has done so then. */
const QUIET_MS = 25_000;

/**
 * @typedef {object} EventCost
 * @property {readonly number[]} calls How long each call of `record` took, in ms.
 * @property {number} taskMs What the main thread worked for an event until all was sent, in ms of its own time.
 * @property {number} bytes Of a body, for an event that arrived.
 * @property {number} arrived Of all that were recorded.
 */

/** What the main thread worked since the page began, in seconds. */
const openClock = async (/** @type {import('playwright').Page} */ page) => {
  const session = await page.context().newCDPSession(page);
  // Its own time: what others do on this machine is not counted.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
  };
};

const recordBurst = (/** @type {number} */ count) => {
  const page = /** @type {any} */ (window);
  page.calls = Array.from({ length: count }, (_, mark) => page.timeOne(mark));
};

const recordSpaced = async (/** @type {readonly [number, number]} */ [count, spaceMs]) => {
  const page = /** @type {any} */ (window);
  page.calls = [];
  for (let mark = 0; mark < count; mark++) {
    await new Promise((resolve) => setTimeout(resolve, spaceMs));
    page.calls.push(page.timeOne(mark));
  }
};

/**
 * Records 1,000 in one task, or 200 one every 10 ms.
 *
 * @param {import('./open-page.mjs').Subject} subject
 * @param {ReadonlyMap<string, string | Buffer>} scripts
 * @param {'burst' | 'spaced'} way
 * @returns {Promise<EventCost>}
 */
export const measureEvents = (subject, scripts, way) =>
  withPage(subject, scripts, async (page, sink) => {
    const events = way === 'burst' ? BURST : SPACED;
    const read = await openClock(page);
    const before = await read();
    if (way === 'burst') await page.evaluate(recordBurst, events);
    else await page.evaluate(recordSpaced, /** @type {const} */ ([events, SPACE_MS]));
    await settle(sink, subject.isEmpty ? 0 : events, QUIET_MS);
    const after = await read();
    const arrived = firstArrivals(sink.arrivals).size;
    return {
      calls: await page.evaluate(() => Reflect.get(window, 'calls')),
      taskMs: ((after - before) * 1_000) / events,
      bytes: sink.counts.bytes / arrived,
      arrived,
    };
  });
