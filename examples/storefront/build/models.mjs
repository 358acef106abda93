// Trains what the shop recommends by: `node examples/storefront/build/models.mjs`. Does nothing when nothing has changed.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const out = join(root, 'examples/simulator/dist');
const STAMP = 'made-from.txt';
/** Enough that each of the shop's products has been bought with others, and a few seconds of work. */
const SESSIONS = 14_000;

/** Of pairs: in the smallest of shops two orders are a coincidence. */
const FLOOR = 3;

/** What the models are made by and from: when none of it has changed, they would be the same. */
const SOURCES = [
  'examples/simulator',
  'examples/storefront/build/models.mjs',
  'examples/storefront/build/playbook.mjs',
  'examples/storefront/build/shop.mjs',
  'examples/storefront/catalogue.json',
  'packages/trainer/dist',
  'packages/cli/dist/train',
  'packages/engine/dist/recommend/neighbours',
];

const filesIn = (path) => {
  const target = join(root, path);
  if (!existsSync(target)) return [];
  const entries = readdirSync(target, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && /\.(mjs|js|json)$/.test(entry.name) && !entry.parentPath.startsWith(out))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
};

const stampOf = () => {
  const hash = createHash('sha256');
  for (const path of SOURCES) {
    const files = /\.\w+$/.test(path) ? [join(root, path)] : filesIn(path);
    for (const file of files) hash.update(file.slice(root.length)).update(readFileSync(file));
  }
  return hash.digest('hex');
};

const run = (script, ...args) =>
  execFileSync(process.execPath, [join(root, script), ...args], { stdio: ['ignore', 'ignore', 'inherit'] });

const train = (stamp) => {
  const events = join(out, 'events.ndjson');
  const fresh = join(out, 'fresh');
  const models = join(out, 'models');
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  run('examples/simulator/simulate.mjs', '--sessions', String(SESSIONS), '--out', events);
  const catalogue = join(root, 'examples/storefront/playbook.json');
  const options = { out: fresh, catalogue, base: 'models/', floor: FLOOR };
  const words = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  run('packages/cli/bin/aisle.js', 'train', events, ...words);
  rmSync(events);
  writeFileSync(join(fresh, STAMP), stamp);
  rmSync(models, { recursive: true, force: true });
  renameSync(fresh, models);
};

const stamp = stampOf();
const known = join(out, 'models', STAMP);
if (existsSync(known) && readFileSync(known, 'utf8') === stamp) console.log('The models are those of what is here.');
else train(stamp);
