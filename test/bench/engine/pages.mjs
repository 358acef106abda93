import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { rolldown } from 'rolldown';
import { bundleOf } from '../../../scripts/bundle.mjs';
import { CHROMIUM_FLAGS, findChromium } from '../../../scripts/find-browser.mjs';
import { giveUp } from '../../../scripts/progress.mjs';
import { peers } from './peers.mjs';

// Pages of a real Chromium, each with the scripts of some peers and nothing else.

/** @typedef {keyof typeof peers} PeerName */

export const names = /** @type {readonly PeerName[]} */ (Object.keys(peers));

const pathOf = (/** @type {string} */ path) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** A script that leaves `globalThis.opens[name]`: rules in the peer's form in, what asks them out. */
const entryOf = (/** @type {PeerName} */ name) => {
  /** @type {import('./peers.mjs').Peer} */
  const { library, isOurs } = peers[name];
  const [from, what] = library ?? [];
  const source = isOurs && from?.startsWith('packages/') ? pathOf(from) : from;
  return `
    ${from ? `import { ${what} as library } from ${JSON.stringify(source)};` : 'const library = null;'}
    import { ${name} } from ${JSON.stringify(pathOf('test/bench/engine/in-page.mjs'))};
    (globalThis.opens ??= {})[${JSON.stringify(name)}] = (form) => ${name}(library, form);`;
};

const peerBundleOf = async (/** @type {string} */ source, /** @type {string} */ folder) => {
  const input = `${folder}entry.js`;
  writeFileSync(input, source);
  const bundle = await rolldown({ input, platform: 'browser', logLevel: 'silent' });
  const { output } = await bundle.generate({ format: 'es', minify: true });
  return output[0].code;
};

const PAGE = { 'content-type': 'text/html', body: '<!doctype html><title>Benchmark</title>' };

/**
 * Bundles every peer and starts a browser. `close` ends it all.
 *
 * @param {string} folder Where the peers are installed.
 */
export const openPages = async (folder) => {
  const executablePath = findChromium();
  if (!executablePath) return giveUp('No Chromium was found. Install one, or name it in AISLE_CHROMIUM.');
  /** @type {Map<string, string>} */
  const scripts = new Map();
  for (const name of names) {
    const isOurs = 'isOurs' in peers[name];
    scripts.set(`/${name}.js`, isOurs ? await bundleOf(entryOf(name)) : await peerBundleOf(entryOf(name), folder));
  }
  const server = createServer(({ url = '' }, response) => {
    const script = scripts.get(url);
    response.writeHead(200, {
      'content-type': script ? 'text/javascript' : PAGE['content-type'],
      'cache-control': 'no-store',
      // Isolated pages have a clock of 5 µs; others one of 100.
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    });
    response.end(script ?? PAGE.body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS] });
  const context = await browser.newContext();
  return {
    version: browser.version(),
    /** A page that nobody was on before, with the scripts of these peers evaluated. */
    async open(/** @type {readonly PeerName[]} */ wanted) {
      const page = await context.newPage();
      await page.goto(`http://127.0.0.1:${port}/`);
      for (const name of wanted) await page.addScriptTag({ url: `/${name}.js`, type: 'module' });
      return page;
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
};
