import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { giveUp, showStep } from '../../scripts/progress.mjs';
import { print } from './delivery/table.mjs';
import { createBatchMaker } from './server/batch-maker.mjs';
import { measure } from './server/measure.mjs';
import { startSubject } from './server/subject.mjs';

// How many events a second the server checks and keeps, beside a bare `node:http` that parses and lets go. `npm run bench -- server`;
// docs/measure-the-delivery.md reads the columns.

/** Beside figures, never asserted: a machine may be busy, and another one is another one. */
const TARGETS = ['target', '≥ 30000', '≥ 0.35', '', '', '', '≤ 100'];
const MIB = 1024 * 1024;

const { values } = parseArgs({
  options: {
    batch: { type: 'string', default: '20,100' },
    connections: { type: 'string', default: '64' },
    seconds: { type: 'string', default: '30' },
    minutes: { type: 'string' },
    rate: { type: 'string' },
  },
});
const connections = Number(values.connections);
const durationMs = values.minutes ? 60_000 * Number(values.minutes) : 1000 * Number(values.seconds);
const paced = values.rate ? { eventsPerSecond: Number(values.rate) } : {};
/** The bare one is as fast in ten seconds as in an hour. */
const BARE_MS = Math.min(durationMs, 10_000);
const WARM_MS = 2_000;

/** @typedef {{ readonly title: string, readonly measured: import('./server/measure.mjs').Measured }} Row */

const loadOne = async (
  /** @type {string} */ title,
  /** @type {import('./server/subject.mjs').Subject} */ subject,
  /** @type {Omit<import('./server/load.mjs').LoadOptions, 'url'>} */ load,
) => {
  try {
    await measure(subject, { connections, events: load.events, durationMs: WARM_MS });
    const { result } = await showStep(title, async () => ({ ok: true, result: await measure(subject, load) }));
    return result;
  } finally {
    await subject.stop();
  }
};

const countIn = (/** @type {string} */ path) => {
  const database = new DatabaseSync(path, { readOnly: true });
  const count = Number(database.prepare('SELECT COUNT(*) AS count FROM events').get()?.['count']);
  database.close();
  return count;
};

/** Answers how many bytes an event takes on the disk, and whether all that was acknowledged is there. */
const lookInto = (/** @type {string} */ path, /** @type {number} */ acknowledged) => {
  const kept = countIn(path);
  if (kept < acknowledged) giveUp(`${acknowledged} events were acknowledged, ${kept} are in the store.`);
  return Math.round(statSync(path).size / kept);
};

const rowOf = (
  /** @type {string} */ title,
  /** @type {import('./server/measure.mjs').Measured} */ { eventsPerSecond, eventsPerCpuSecond, latencyMs, refused },
  /** @type {import('./server/measure.mjs').Measured} */ bare,
) => [
  title,
  String(Math.round(eventsPerSecond)),
  (eventsPerSecond / bare.eventsPerSecond).toFixed(2),
  String(Math.round(eventsPerCpuSecond)),
  (eventsPerCpuSecond / bare.eventsPerCpuSecond).toFixed(2),
  ...latencyMs.map((ms) => ms.toFixed(1)),
  String(refused),
];

const rows = [];
const notes = [];
for (const events of values.batch.split(',').map(Number)) {
  const bytes = Math.round(createBatchMaker(events)().length / events);
  const load = { connections, events, durationMs, ...paced };
  const bareTitle = `bare node:http, batches of ${events}`;
  const bare = await loadOne(bareTitle, await startSubject('bare'), { connections, events, durationMs: BARE_MS });
  const folder = mkdtempSync(join(tmpdir(), 'aisle-server-'));
  const forget = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', forget);
  const path = join(folder, 'events.sqlite');
  const title = `Aisle into SQLite, batches of ${events}`;
  const ours = await loadOne(title, await startSubject('served', path), load);
  const diskBytes = lookInto(path, ours.acknowledged);
  process.off('exit', forget);
  forget();
  rows.push(rowOf(bareTitle, bare, bare), rowOf(title, ours, bare));
  const resident = ours.residentBytes.map((size) => Math.round(size / MIB)).join(' ');
  notes.push(
    `batches of ${events}: ${ours.acknowledged} events of ${bytes} bytes, all of them in the store, ${diskBytes} bytes each on the disk; ` +
      `resident MiB at the start and in each tenth of the time: ${resident}`,
  );
}

console.log(
  `\nNode ${process.version}, ${cpus()[0]?.model}, ${cpus().length} cores, shared by the load and the server`,
);
console.log(`${connections} connections, ${durationMs / 1000} s${values.rate ? `, ${values.rate} events/s` : ''}\n`);
print([
  ['', 'events/s', 'of bare', 'events/CPU-s', 'of bare', 'p50 ms', 'p99 ms', 'refused'],
  ...rows,
  [...TARGETS, ''],
]);
console.log(`\n${notes.join('\n')}`);
