import { openDevice } from './device.mjs';
import { scenarios } from './scenarios.mjs';
import { firstArrivals, settle } from './settle.mjs';
import { openShop } from './shop.mjs';
import { openSink } from './sink.mjs';
import { trackers } from './trackers.mjs';
import { visit } from './visit.mjs';

const RETURN_QUIET_MS = 12_000;

/**
 * What one tracker did in one scenario.
 *
 * @typedef {object} Outcome
 * @property {number} events
 * @property {number} atOnce Different events that arrived before the shopper came back.
 * @property {number} arrived The same, after a return visit.
 * @property {number} twice Events that arrived under two ids: no server can tell that they are one.
 * @property {number} again Copies under the same id: a server that remembers ids keeps one.
 * @property {number} recoveredMs From the sink being up (or the return visit, when that brought more) to the last new arrival.
 * @property {number} requests
 * @property {number} bytes Bodies, as they were on the wire.
 */

/**
 * @typedef {object} CellOptions
 * @property {import('./trackers.mjs').TrackerName} name
 * @property {import('./scenarios.mjs').ScenarioName} scenario
 * @property {number} events
 * @property {ReadonlyMap<string, string | Buffer>} scripts
 */

const outcomeOf = (
  /** @type {import('./sink.mjs').Sink} */ { arrivals, counts },
  /** @type {{ events: number, atOnce: number, upMs: number, returnMs: number }} */ { events, atOnce, upMs, returnMs },
) => {
  const first = firstArrivals(arrivals);
  const ids = new Set(arrivals.map(({ mark, id }) => `${mark} ${id}`));
  const lastMs = Math.max(0, ...[...first.values()].map(({ atMs }) => atMs));
  return {
    events,
    atOnce,
    arrived: first.size,
    twice: ids.size - first.size,
    again: arrivals.length - ids.size,
    recoveredMs: first.size > 0 ? Math.max(0, lastMs - (first.size > atOnce ? returnMs : upMs)) : Number.NaN,
    ...counts,
  };
};

/**
 * Runs one scenario with one tracker on a device of its own, deleted afterwards.
 *
 * @param {CellOptions} options
 * @returns {Promise<Outcome>}
 */
export const runCell = async ({ name, scenario, events, scripts }) => {
  /** @type {import('./scenarios.mjs').Scenario} */
  const { sink: state = 'up', quietMs, prepare, act } = scenarios[scenario];
  const sink = await openSink(trackers[name]);
  const shop = await openShop({ name, scripts, sink: sink.url });
  const device = await openDevice();
  const open = () => visit(device, shop.url);
  try {
    await prepare?.(device, shop.url);
    const page = await open();
    await sink.set(state);
    const upMs = await act({ page, sink, device, events, visit: open });
    await settle(sink, events, quietMs);
    const atOnce = firstArrivals(sink.arrivals).size;
    const returnMs = Date.now();
    await open();
    await settle(sink, events, RETURN_QUIET_MS);
    return outcomeOf(sink, { events, atOnce, upMs, returnMs });
  } finally {
    await device.close();
    shop.close();
    await sink.close();
  }
};
