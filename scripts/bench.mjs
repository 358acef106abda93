import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { giveUp } from './progress.mjs';
import { requireNode } from './require-node.mjs';

// `npm run bench`: every test/bench/*.bench.mjs. `npm run bench -- engine`: only engine.bench.mjs. What follows the name is its own:
// `npm run bench -- delivery --only ours`.

requireNode();
const folder = fileURLToPath(new URL('../test/bench', import.meta.url));
const [wanted, ...more] = process.argv.slice(2);
const all = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.bench.mjs')) : [];
const chosen = wanted ? all.filter((name) => name === `${wanted}.bench.mjs`) : all;
if (chosen.length === 0) giveUp(`No such benchmark. There is: ${all.join(', ') || 'none yet'}.`);

await build();
for (const name of chosen) {
  const { status } = spawnSync(process.execPath, [join(folder, name), ...more], { stdio: 'inherit' });
  if (status !== 0) giveUp(`${name}: failed.`);
}
