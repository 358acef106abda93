// @ts-nocheck -- the plugins have types that say CommonJS, and code that is not.
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import replace from '@rollup/plugin-replace';
import swc from '@swc/core';

// What a page loads, made from what `tsc -b` emitted. A row is a file; everything else is made alike.

const folder = 'packages/browser/dist';

/**
 * Loaded by `import()` when needed, named by the build: a page may keep them forever. What one of them imports so and is not listed
 * here (`aisle-similar`, `aisle-personal`, `aisle-rules` of `aisle-recommend`) comes as a file of its own, with what both use taken from it.
 */
const chunks = [
  { from: 'packages/tag/dist/recommenders.js', name: 'aisle-recommend' },
  { from: 'packages/browser/dist/models/open-models.js', name: 'aisle-models' },
  { from: 'packages/browser/dist/models/neighbours.js', name: 'aisle-neighbours' },
  { from: 'packages/browser/dist/models/sharded.js', name: 'aisle-sharded' },
  { from: 'packages/browser/dist/models/remote.js', name: 'aisle-remote' },
  { from: 'packages/browser/dist/models/prefetch.js', name: 'aisle-prefetch' },
  { from: 'packages/browser/dist/models/propensity.js', name: 'aisle-propensity' },
  { from: 'packages/tag/dist/platforms.js', name: 'aisle-consent' },
  { from: 'packages/browser/dist/explain.js', name: 'aisle-explain' },
  { from: 'packages/bindings/dist/privacy-panel/english-words.js', name: 'aisle-english' },
  { from: 'packages/bindings/dist/privacy-panel/german-words.js', name: 'aisle-german' },
  { from: 'packages/tag/dist/privacy-panel.js', name: 'aisle-privacy' },
  { from: 'packages/browser/dist/visitor-cookie.js', name: 'aisle-visitor' },
  { from: 'packages/browser/dist/triggers/watch-triggers.js', name: 'aisle-triggers' },
  { from: 'packages/browser/dist/keep.js', name: 'aisle-keep' },
];

const classicScripts = [
  { from: 'packages/tag/dist/aisle.js', to: `${folder}/aisle.js` },
  { from: 'packages/tag/dist/stub.js', to: `${folder}/aisle-stub.js` },
];

/**
 * Names of properties by which parts of `aisle.js` speak with each other, and with nobody else: the page, a chunk, a store and
 * the wire never see them. They become one letter there; a test looks for them everywhere else.
 */
export const innerNames = [
  'asked',
  'begin',
  'check',
  'contextOf',
  'decideAll',
  'emit',
  'emitter',
  'ending',
  'filled',
  'followConsent',
  'goOn',
  'isHeldOut',
  'isLate',
  'isRenewed',
  'judge',
  'lastRecord',
  'latest',
  'letGo',
  'offer',
  'onChange',
  'onConsent',
  'onDeniedElsewhere',
  'onDrop',
  'onLost',
  'onOpen',
  'onPage',
  'onReady',
  'onReset',
  'onShown',
  'onWithdrawn',
  'openGate',
  'pass',
  'recorder',
  'renderTemplate',
  'renderers',
  'renew',
  'restore',
  'retry',
  'sensitive',
  'shownBefore',
  'stepOf',
  'updateStanding',
  'watchExposure',
  'whenErased',
];

/** The same for `aisle-keep`. */
export const keepInnerNames = [
  'away',
  'comeBack',
  'dayOf',
  'ended',
  'fitting',
  'hasMore',
  'hurry',
  'isBack',
  'isHidden',
  'isLast',
  'isLasting',
  'isLeft',
  'isOther',
  'isTaken',
  'isUrgent',
  'lasts',
  'leave',
  'lock',
  'narrow',
  'onPruned',
  'onSettled',
  'onWritten',
  'openLog',
  'proofs',
  'recovered',
  'refill',
  'refusal',
  'release',
  'resume',
  'send',
  'settle',
  'settled',
  'sinceMs',
  'takeDrops',
  'unsent',
  'unwritten',
  'waitMs',
  'written',
];

const namesWithin = (/** @type {string} */ chunk, /** @type {string} */ format) =>
  format === 'iife' ? innerNames : chunk === 'aisle-keep' ? keepInnerNames : [];

/** swc, not terser: 1.4 % smaller after brotli. */
const minify = {
  name: 'minify',
  renderChunk: (/** @type {string} */ code, { name }, { format }) =>
    swc.minify(code, {
      ecma: 2022,
      module: format === 'es',
      toplevel: true,
      // Functions stay where they are: shapes that come again compress better than shapes that were merged.
      compress: {
        ecma: 2022,
        passes: 3,
        toplevel: true,
        module: true,
        inline: 0,
        reduce_funcs: false,
        hoist_funs: true,
      },
      mangle: { toplevel: true, props: { regex: `^(${namesWithin(name, format).join('|')})$` } },
    }),
};

/** idb ends with shortcuts of a database and async iterators, which nothing here uses: 0.5 kB, and a look at each property. */
const slimIdb = {
  name: 'slim-idb',
  transform(/** @type {string} */ code, /** @type {string} */ id) {
    if (!id.endsWith('idb/build/index.js')) return null;
    const [before, after] = code.split(/^const readMethods[^]*?(?=^export \{)/m);
    if (!after) throw new Error('idb has no shortcuts where they were: see slimIdb');
    return { code: before + after, map: null };
  },
};

/** How code is made ready for a page; the size tests use the same. */
export const pagePlugins = () => [
  nodeResolve({ browser: true, rootDir: import.meta.dirname }),
  replace({ preventAssignment: true, values: { __DEV__: 'false' } }),
  minify,
];

/** A warning (an unresolved import, a circle, an export nobody can reach) is a mistake in what a page gets. */
export const failOnWarning = (/** @type {{ message: string }} */ warning) => {
  throw new Error(warning.message);
};

/** Of all that a page may get. One for every chunk: said again it costs a page nearly nothing, where a hash each does. */
const buildHash = () => {
  const made = ['engine', 'browser', 'adapters', 'bindings', 'tag'].flatMap((name) =>
    globSync(`packages/${name}/dist/**/*.js`),
  );
  const hash = createHash('sha256');
  const own = made.filter((path) => !path.startsWith(`${folder}/aisle`)).toSorted();
  for (const path of [...own, 'rollup.config.mjs', 'package-lock.json']) hash.update(readFileSync(path));
  // Of the letters that are frequent in code: others cost more, one time this and one time that.
  return [...hash.digest().subarray(0, 8)].map((byte) => 'acdeilnorst'[byte % 11]).join('');
};
const build = buildHash();

const importChunks = {
  name: 'import-chunks',
  resolveDynamicImport: (/** @type {string} */ specifier) => {
    const found = chunks.find(({ from }) => basename(from) === basename(specifier));
    return found ? { id: `./${found.name}-${build}.js`, external: true } : null;
  },
};

const chunk = (/** @type {{ from: string, name: string }} */ { from, name }) => ({
  input: { [name]: from },
  preserveEntrySignatures: 'allow-extension',
  output: {
    dir: folder,
    format: 'es',
    entryFileNames: `[name]-${build}.js`,
    chunkFileNames: `aisle-[name]-${build}.js`,
  },
  plugins: [importChunks, slimIdb, ...pagePlugins()],
  onwarn: failOnWarning,
});

const classicScript = (/** @type {{ from: string, to: string }} */ { from, to }) => ({
  input: from,
  output: { file: to, format: 'iife' },
  plugins: [importChunks, ...pagePlugins()],
  onwarn: failOnWarning,
});

export default [...chunks.map(chunk), ...classicScripts.map(classicScript)];
