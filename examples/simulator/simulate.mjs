// Writes the events of simulated shoppers: `node examples/simulator/simulate.mjs --sessions 20000 --out events.ndjson`.
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { simulateShoppers } from './simulate-shoppers.mjs';

const { values } = parseArgs({
  options: {
    sessions: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '7' },
    days: { type: 'string', default: '60' },
    until: { type: 'string', default: '2026-11-21' },
    catalogue: { type: 'string', default: fileURLToPath(new URL('../storefront/catalogue.json', import.meta.url)) },
    out: { type: 'string', default: '-' },
  },
});

const wholeFrom = (name) => {
  const number = Number(values[name]);
  if (Number.isInteger(number) && number > 0) return number;
  throw new Error(`--${name} must be a whole number above 0, not "${values[name]}".`);
};

const untilMs = Date.parse(`${values.until}T00:00:00Z`);
if (Number.isNaN(untilMs)) throw new Error(`--until must be a day such as 2026-11-21, not "${values.until}".`);

const visits = simulateShoppers({
  cataloguePath: values.catalogue,
  seed: wholeFrom('seed'),
  sessions: wholeFrom('sessions'),
  days: wholeFrom('days'),
  untilMs,
});

// Visit by visit into one text: a write of its own for each event would take most of the time.
const CHUNK = 1 << 18;
const linesOf = function* (events) {
  let text = '';
  for (const visit of events) {
    for (const event of visit) text += `${JSON.stringify(event)}\n`;
    if (text.length < CHUNK) continue;
    yield text;
    text = '';
  }
  yield text;
};

const open = (path) => {
  mkdirSync(dirname(path), { recursive: true });
  return createWriteStream(path);
};
await pipeline(Readable.from(linesOf(visits)), values.out === '-' ? process.stdout : open(values.out));
