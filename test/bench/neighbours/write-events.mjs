import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { generateSessions } from './generate.mjs';

// Generated sessions as events on the wire, an object a line: node write-events.mjs <number of events> <file>

const [events = '1000000', path = 'events.ndjson'] = process.argv.slice(2);
const LINES_A_CHUNK = 5_000;
const file = createWriteStream(path);
let [session, lines] = [0, /** @type {string[]} */ ([])];
const flush = async () => {
  if (!file.write(`${lines.join('\n')}\n`)) await once(file, 'drain');
  lines = [];
};
for (const clicks of generateSessions(Number(events))) {
  const id = `s${String(session).padStart(9, '0')}`;
  for (const [seq, { itemId, type, atMs = 0 }] of clicks.entries())
    lines.push(
      JSON.stringify({
        ...{ v: 1, id: `${id}-${seq}`, name: type, atMs: Math.round(atMs), seq, offsetMs: seq, sessionId: id },
        params: {
          items: [{ item_id: itemId, item_category: `c${Number(itemId.slice(4)) % 300}` }],
          region: session % 3 ? 'DE' : 'FR',
        },
        consent: { purposes: ['personalization', 'measurement'] },
      }),
    );
  session += 1;
  if (lines.length >= LINES_A_CHUNK) await flush();
}
await flush();
file.end();
await finished(file);
