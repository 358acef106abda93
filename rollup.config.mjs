// @ts-nocheck -- two of the plugins have types that say CommonJS, and code that is not.
import { nodeResolve } from '@rollup/plugin-node-resolve';
import replace from '@rollup/plugin-replace';
import terser from '@rollup/plugin-terser';

// What a page loads, made from what `tsc -b` emitted. A row is a file; everything else is made alike.

const classicScripts = [
  { from: 'packages/tag/dist/aisle.js', to: 'packages/browser/dist/aisle.js' },
  { from: 'packages/tag/dist/stub.js', to: 'packages/browser/dist/aisle-stub.js' },
];

/** How code is made ready for a page; the size tests use the same. */
export const pagePlugins = () => [
  nodeResolve({ browser: true, rootDir: import.meta.dirname }),
  replace({ preventAssignment: true, values: { __DEV__: 'false' } }),
  terser({ ecma: 2020, toplevel: true, compress: { passes: 3 }, format: { comments: false } }),
];

/** A warning (an unresolved import, a circle, an export nobody can reach) is a mistake in what a page gets. */
export const failOnWarning = (/** @type {{ message: string }} */ warning) => {
  throw new Error(warning.message);
};

const classicScript = (/** @type {{ from: string, to: string }} */ { from, to }) => ({
  input: from,
  output: { file: to, format: 'iife' },
  plugins: pagePlugins(),
  onwarn: failOnWarning,
});

export default classicScripts.map(classicScript);
