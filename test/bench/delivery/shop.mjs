import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { rolldown } from 'rolldown';
import { installPeers } from '../peers.mjs';
import { trackers } from './trackers.mjs';

// The shop: pages and scripts, on an address of its own, so that they come also while the sink is down.

const dist = new URL('../../../packages/browser/dist/', import.meta.url);
const inPage = new URL('in-page.js', import.meta.url);

const bundleOf = async (/** @type {string} */ source, /** @type {string} */ folder) => {
  const input = `${folder}entry.js`;
  writeFileSync(input, source);
  const bundle = await rolldown({ input, platform: 'browser', logLevel: 'silent' });
  const { output } = await bundle.generate({ format: 'iife', minify: true, codeSplitting: false });
  return output[0].code;
};

/**
 * Reads and bundles what the pages load, once: what is built meanwhile changes nothing.
 *
 * @param {readonly import('./trackers.mjs').TrackerName[]} names
 */
export const loadScripts = async (names) => {
  /** @type {Map<string, string | Buffer>} */
  const scripts = new Map([['/in-page.js', readFileSync(inPage)]]);
  for (const file of readdirSync(dist).filter((name) => /^aisle[\w-]*\.js$/.test(name)))
    scripts.set(`/${file}`, readFileSync(new URL(file, dist)));
  const { folder, versions } = await installPeers('trackers');
  for (const name of names) {
    /** @type {import('./trackers.mjs').Tracker} */
    const { source } = trackers[name];
    if (source) scripts.set(`/${name}.js`, await bundleOf(source, folder));
  }
  return { scripts, versions };
};

const pageOf = (/** @type {string} */ name, /** @type {string} */ sink, /** @type {string} */ more) => `<!doctype html>
<title>Shop</title><script>window.SINK = '${sink}'; window.SHOP = location.origin;</script><script src="/in-page.js"></script>
${
  name === 'ours'
    ? `<script src="/aisle.js" data-site="demo" data-ingest="${sink}/v1/batch" data-consent="granted" data-traffic="shopper"${more}></script>
<script>window.record = (name, params) => aisle.record(name, params);</script>`
    : `<script src="/${name}.js"></script>`
}`;

/**
 * @typedef {object} ShopOptions
 * @property {import('./trackers.mjs').TrackerName} name
 * @property {ReadonlyMap<string, string | Buffer>} scripts
 * @property {string} sink
 * @property {object} [playbook] Ours only.
 * @property {boolean} [isIsolated] Isolated pages have a clock of 5 µs; others one of 100.
 */

/**
 * Opens a shop whose every page but `/away` has the tracker.
 *
 * @param {ShopOptions} options
 */
export const openShop = async ({ name, scripts, sink, playbook, isIsolated = false }) => {
  /** @type {import('./trackers.mjs').Tracker} */
  const { settings = {} } = trackers[name];
  const isolation = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };
  const html = pageOf(name, sink, playbook ? ' data-playbook="/playbook.json"' : '');
  const answerOf = (/** @type {string} */ url) => {
    const script = scripts.get(url);
    if (script) return { type: 'text/javascript', body: script };
    const [, body] = Object.entries(settings).find(([path]) => url.startsWith(path)) ?? [];
    if (body) return { type: 'application/json', body: JSON.stringify(body) };
    if (url === '/playbook.json') return { type: 'application/json', body: JSON.stringify(playbook ?? {}) };
    return { type: 'text/html', body: url === '/away' ? '<!doctype html><title>Away</title>' : html };
  };
  const server = createServer(({ url = '/' }, response) => {
    const { type, body } = answerOf(url);
    response.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache', ...(isIsolated && isolation) });
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
};
