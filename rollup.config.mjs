// @ts-nocheck -- the plugins have types that say CommonJS, and code that is not.
import { basename } from 'node:path';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import replace from '@rollup/plugin-replace';
import swc from '@swc/core';

// What a page loads, made from what `tsc -b` emitted. A row is a file; everything else is made alike.

const folder = 'packages/browser/dist';

/** Loaded by `import()` when needed, named by their content: a page may keep them forever. */
const chunks = [
  { from: 'packages/tag/dist/recommenders.js', name: 'aisle-recommend' },
  { from: 'packages/browser/dist/explain.js', name: 'aisle-explain' },
  { from: 'packages/browser/dist/keep.js', name: 'aisle-keep' },
];

const classicScripts = [
  { from: 'packages/tag/dist/aisle.js', to: `${folder}/aisle.js` },
  { from: 'packages/tag/dist/stub.js', to: `${folder}/aisle-stub.js` },
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
      mangle: { toplevel: true },
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

const chunk = (/** @type {{ from: string, name: string }} */ { from, name }) => ({
  input: { [name]: from },
  output: { dir: folder, format: 'es', entryFileNames: '[name]-[hash].js' },
  plugins: [
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

const importChunks = {
  name: 'import-chunks',
  resolveDynamicImport: (/** @type {string} */ specifier) => {
    const fileName = named.get(basename(specifier));
    return fileName ? { id: `./${fileName}`, external: true } : null;
  },
};

const classicScript = (/** @type {{ from: string, to: string }} */ { from, to }) => ({
  input: from,
  output: { file: to, format: 'iife' },
  plugins: [importChunks, ...pagePlugins()],
  onwarn: failOnWarning,
});

export default [...chunks.map(chunk), ...classicScripts.map(classicScript)];
