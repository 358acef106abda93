import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import { bundleOf, requireChunk } from '../../scripts/bundle.mjs';
import { installPeers } from './peers.mjs';

// What a page loads, in brotli bytes: ours beside the peers', each bundled and minified from its own package.

const { folder, versions } = await installPeers('bytes');
const bytesOf = (/** @type {string | Buffer} */ code) => brotliCompressSync(code).length;
const file = (/** @type {string} */ path) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)));

/**
 * What a shop would import of each; all of it is kept.
 *
 * @type {Readonly<Record<keyof typeof versions, string>>}
 */
const IMPORTS = {
  '@uniformdev/context': 'Context, enableContextDevTools',
  '@growthbook/growthbook': 'GrowthBook',
  '@snowplow/browser-tracker': 'newTracker, trackPageView, trackSelfDescribingEvent',
  '@segment/analytics-next': 'AnalyticsBrowser',
  '@rudderstack/analytics-js': 'RudderAnalytics',
  '@amplitude/analytics-browser': 'init, track',
  'posthog-js': 'default',
};

const peerBytes = async (/** @type {string} */ source) => {
  const path = `${folder}entry.js`;
  writeFileSync(path, source);
  const bundle = await rolldown({ input: path, platform: 'browser', logLevel: 'silent' });
  const { output } = await bundle.generate({ format: 'es', minify: true });
  // Chunks loaded later are not counted: the first one is what every page pays.
  return bytesOf(output[0].code);
};

const tagBytes = bytesOf(file('packages/browser/dist/aisle.js'));
const chunkBytes = (/** @type {string} */ name) => bytesOf(file(requireChunk(name)));

const rows = [
  { what: 'Aisle: aisle.js, the script tag', bytes: tagBytes },
  {
    what: 'Aisle: the tag and what comes with the first grant: the whole loop',
    bytes: tagBytes + chunkBytes('aisle-keep'),
  },
  { what: 'Aisle: that, and recommenders', bytes: tagBytes + chunkBytes('aisle-keep') + chunkBytes('aisle-recommend') },
  {
    what: "Aisle: import { createAisle } from '@aisle/browser'",
    bytes: bytesOf(await bundleOf(`export { createAisle } from '@aisle/browser';`)),
  },
  {
    what: "Aisle: import { createRecorder } from '@aisle/browser'",
    bytes: bytesOf(await bundleOf(`export { createRecorder } from '@aisle/browser';`)),
  },
  { what: 'Aisle: aisle-stub.js', bytes: bytesOf(file('packages/browser/dist/aisle-stub.js')) },
];
for (const name of /** @type {(keyof typeof versions)[]} */ (Object.keys(IMPORTS)))
  rows.push({
    what: `${name} ${versions[name]}: ${IMPORTS[name]}`,
    bytes: await peerBytes(`export { ${IMPORTS[name]} } from '${name}';`),
  });

console.log('\nBrotli bytes of what a page loads first');
for (const { what, bytes } of rows.toSorted((a, b) => a.bytes - b.bytes))
  console.log(`${String(bytes).padStart(8)}  ${what}`);
