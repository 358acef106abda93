// @ts-nocheck -- the plugins have types that say CommonJS, and code that is not.
import { basename } from 'node:path';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import replace from '@rollup/plugin-replace';
import swc from '@swc/core';

// What a page loads, made from what `tsc -b` emitted. A row is a file; everything else is made alike.

const folder = 'packages/browser/dist';

/** Loaded by `import()` when needed, named by their content: a page may keep them forever. One that loads another comes after it. */
const chunks = [
  { from: 'packages/tag/dist/recommenders.js', name: 'aisle-recommend' },
  { from: 'packages/tag/dist/platforms.js', name: 'aisle-consent' },
  { from: 'packages/browser/dist/explain.js', name: 'aisle-explain' },
  { from: 'packages/bindings/dist/privacy-panel/english-words.js', name: 'aisle-english' },
  { from: 'packages/bindings/dist/privacy-panel/german-words.js', name: 'aisle-german' },
  { from: 'packages/tag/dist/privacy-panel.js', name: 'aisle-privacy' },
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
  'budgetMsOf',
  'contextOf',
  'decideAll',
  'followConsent',
  'isPending',
  'isRenewed',
  'judge',
  'lastRecord',
  'latest',
  'letGo',
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
  'renderTemplate',
  'renderers',
  'renew',
  'stepOf',
  'updateStanding',
  'watchExposure',
  'whenErased',
];

/** swc, not terser: 1.4 % smaller after brotli. */
const minify = {
  name: 'minify',
  renderChunk: (/** @type {string} */ code, _chunk, { format }) =>
    swc.minify(code, {
      ecma: 2022,
      module: format === 'es',
      toplevel: true,
      // Functions stay where they are: shapes that come again compress better than shapes that were merged.
      compress: { ecma: 2022, passes: 3, toplevel: true, module: true, inline: 0, reduce_funcs: false },
      mangle: { toplevel: true, ...(format === 'iife' && { props: { regex: `^(${innerNames.join('|')})$` } }) },
    }),
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

/** What each chunk is called this time, by the file it is made from: the scripts are built after the chunks. */
const named = new Map();

const importChunks = {
  name: 'import-chunks',
  resolveDynamicImport: (/** @type {string} */ specifier) => {
    const fileName = named.get(basename(specifier));
    return fileName ? { id: `./${fileName}`, external: true } : null;
  },
};

const chunk = (/** @type {{ from: string, name: string }} */ { from, name }) => ({
  input: { [name]: from },
  output: { dir: folder, format: 'es', entryFileNames: '[name]-[hash].js' },
  plugins: [
    importChunks,
    ...pagePlugins(),
    {
      name: 'remember-name',
      generateBundle: (_options, bundle) => {
        for (const fileName of Object.keys(bundle)) named.set(basename(from), fileName);
      },
    },
  ],
  onwarn: failOnWarning,
});

const classicScript = (/** @type {{ from: string, to: string }} */ { from, to }) => ({
  input: from,
  output: { file: to, format: 'iife' },
  plugins: [importChunks, ...pagePlugins()],
  onwarn: failOnWarning,
});

export default [...chunks.map(chunk), ...classicScripts.map(classicScript)];
