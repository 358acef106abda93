import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rollup } from 'rollup';
import { failOnWarning, pagePlugins } from '../rollup.config.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Says what to do when there is nothing to measure yet. */
export const requireBuilt = (/** @type {string} */ path) => {
  if (!existsSync(join(root, path))) throw new Error(`${path} is not there. Run \`npm run build\` first.`);
  return join(root, path);
};

/** Names the file of a part that comes by `import()`: after its name it bears a mark of its content. */
export const requireChunk = (/** @type {string} */ name) => {
  const folder = 'packages/browser/dist';
  const isChunk = (/** @type {string} */ file) => new RegExp(`^${name}-[\\w-]{8}\\.js$`).test(file);
  const [file, ...more] = readdirSync(requireBuilt(folder)).filter(isChunk);
  if (!file || more.length > 0) throw new Error(`There must be one ${name} chunk. Run \`npm run build\`.`);
  return `${folder}/${file}`;
};

/** Reads a source text and all that it imports, as a shop's bundler would for a page. */
const openBundle = (/** @type {string} */ source, /** @type {string[]} */ external) => {
  for (const name of ['browser', 'adapters', 'engine']) requireBuilt(`packages/${name}/dist/index.js`);
  const entry = {
    name: 'entry',
    resolveId: (/** @type {string} */ id) => (id === 'entry' ? '\0entry' : null),
    load: (/** @type {string} */ id) => (id === '\0entry' ? source : null),
  };
  return rollup({ input: 'entry', external, plugins: [entry, ...pagePlugins()], onwarn: failOnWarning });
};

/** The code that a page loads with the entry; what `import()` asks for later is left out. */
const loadedAtOnce = (/** @type {import('rollup').RollupOutput['output']} */ [entry, ...others]) => {
  const chunks = [entry, ...others].filter((part) => part.type === 'chunk');
  const needed = new Set([entry.fileName]);
  // A set grows while it is walked.
  for (const fileName of needed)
    chunks.find((part) => part.fileName === fileName)?.imports.forEach((one) => needed.add(one));
  return chunks.flatMap(({ fileName, code }) => (needed.has(fileName) ? [code] : [])).join('\n');
};

/**
 * Bundles what a shop would write, from the packages as they were built.
 *
 * @param {string} source
 * @param {string[]} [external] Packages that the page has anyway.
 */
export const bundleOf = async (source, external = []) => {
  const bundle = await openBundle(source, external);
  const { output } = await bundle.generate({ format: 'es' });
  await bundle.close();
  return loadedAtOnce(output);
};

/**
 * The same code file by file, each minified by itself: where the bytes are, though not quite how many.
 *
 * @param {string} source
 */
export const bundlePartsOf = async (source) => {
  const bundle = await openBundle(source, []);
  const { output } = await bundle.generate({ format: 'es', preserveModules: true, preserveModulesRoot: root });
  await bundle.close();
  return output.flatMap((part) => (part.type === 'chunk' ? [{ file: part.fileName, code: part.code }] : []));
};
