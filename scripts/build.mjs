import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runQuietly, stepOrGiveUp } from './progress.mjs';
import { requireNode } from './require-node.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const runNode = (/** @type {string[]} */ ...args) => runQuietly(process.execPath, args, { cwd: root });

/** Named by content: an old one would lie there for ever. */
const removeChunks = () => {
  const folder = `${root}packages/browser/dist`;
  for (const file of readdirSync(folder)) if (/^aisle-\w+-[\w-]{8}\.js$/.test(file)) rmSync(`${folder}/${file}`);
};

/** What a shop writes into `integrity`, file by file. */
const writeIntegrity = () => {
  const folder = `${root}packages/browser/dist`;
  const files = readdirSync(folder).filter((file) => /^aisle[\w-]*\.js$/.test(file));
  const hashOf = (/** @type {string} */ file) =>
    `sha384-${createHash('sha384')
      .update(readFileSync(`${folder}/${file}`))
      .digest('base64')}`;
  const hashes = Object.fromEntries(files.toSorted().map((file) => [file, hashOf(file)]));
  writeFileSync(`${folder}/integrity.json`, `${JSON.stringify(hashes, null, 2)}\n`);
};

const STOREFRONT_STEPS = [
  { title: 'Storefront', run: () => runNode('examples/storefront/build/build.mjs') },
  { title: 'Models of the storefront (aisle train)', run: () => runNode('examples/storefront/build/models.mjs') },
];

/** What a build is, in order: each step needs the one before it. */
export const BUILD_STEPS = [
  { title: 'Type check and compile (tsc -b)', run: () => runNode('node_modules/typescript/bin/tsc', '-b') },
  {
    title: 'Script tag (rollup)',
    async run() {
      removeChunks();
      const ended = await runNode('node_modules/rollup/dist/bin/rollup', '-c', '--silent');
      if (ended.ok) writeIntegrity();
      return ended;
    },
  },
  ...(existsSync(`${root}examples/storefront`) ? STOREFRONT_STEPS : []),
];

/** Builds everything a page or a process loads, one progress line a step. Ends the run when a step fails. */
export const build = async () => {
  for (const { title, run } of BUILD_STEPS) await stepOrGiveUp(title, run);
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  requireNode();
  await build();
}
