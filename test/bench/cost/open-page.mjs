import { openDevice } from '../delivery/device.mjs';
import { openShop } from '../delivery/shop.mjs';
import { openSink } from '../delivery/sink.mjs';
import { trackers } from '../delivery/trackers.mjs';
import { visit } from '../delivery/visit.mjs';
import { playbook } from './playbook.mjs';

/**
 * @typedef {object} Subject
 * @property {string} title
 * @property {import('../delivery/trackers.mjs').TrackerName} name
 * @property {boolean} [hasSegments] With a playbook of 100 segments; ours only.
 * @property {boolean} [isEmpty] `record` does nothing: what the benchmark itself costs.
 */

/**
 * Gives a page with a tracker, on a device that nobody used before, to `work`; deletes all of it afterwards.
 *
 * @template Result
 * @param {Subject} subject
 * @param {ReadonlyMap<string, string | Buffer>} scripts
 * @param {(page: import('playwright').Page, sink: import('../delivery/sink.mjs').Sink) => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export const withPage = async ({ name, hasSegments = false, isEmpty = false }, scripts, work) => {
  const sink = await openSink(trackers[name]);
  const shop = await openShop({ name, scripts, sink: sink.url, isIsolated: true, ...(hasSegments && { playbook }) });
  const device = await openDevice();
  try {
    const page = await visit(device, shop.url);
    if (isEmpty) await page.evaluate(() => void Reflect.set(window, 'record', () => undefined));
    return await work(page, sink);
  } finally {
    await device.close();
    shop.close();
    await sink.close();
  }
};
