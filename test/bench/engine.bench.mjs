import { cpus } from 'node:os';
import { showStep } from '../../scripts/progress.mjs';
import { measureFirst } from './engine/first.mjs';
import { measureHistory } from './engine/history.mjs';
import { measureHot } from './engine/hot.mjs';
import { names, openPages } from './engine/pages.mjs';
import { peers } from './engine/peers.mjs';
import { installPeers } from './peers.mjs';

// What deciding costs, ours beside the peers', in one run on one machine. `docs/measure-the-engine.md` reads the columns.

/** Beside figures, never asserted: a machine may be busy, and another one is another one. */
const TARGETS = { hot: '≤ 1.5 ×', first: '≤ 0.15 / 0.3 ms', growth: '≤ 1.1 ×' };

/**
 * @template Result
 * @param {string} title
 * @param {() => Result | Promise<Result>} work
 */
const step = async (title, work) => (await showStep(title, async () => ({ ok: true, result: await work() }))).result;

const print = (/** @type {readonly (readonly string[])[]} */ rows) => {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const padded = (/** @type {string} */ cell, /** @type {number} */ column) =>
    column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
  for (const row of rows) console.log(row.map(padded).join('   '));
};
const times = (/** @type {number} */ ratio) => `${ratio.toFixed(ratio < 10 ? 2 : 0)} ×`;
const ms = (/** @type {number | undefined} */ value) => `${(value ?? 0).toFixed(2)} ms`;

const { folder, versions } = await installPeers('engine');
const pages = await step('Bundle the peers and start a browser', () => openPages(folder));
const { micros, share } = await step('Peers agree; 100 rules, hot', () => measureHot(pages));
const first = await step('100 rules, the first time in a page', () => measureFirst(pages, 1));
const slow = await step('The same with the processor slowed 4 ×', () => measureFirst(pages, 4));
await pages.close();
const history = await step('An event and a decision behind a long history', measureHistory);

console.log(`\nChromium ${pages.version}, Node ${process.version}, ${cpus()[0]?.model}, ${cpus().length} cores`);
console.log(
  Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', '),
);
console.log(`\n100 rules × 5 conditions over 30 attributes; ${Math.round(share * 100)} % hold. Medians.`);
const plainMicros = micros['plain'] ?? Number.NaN;
print([
  ['', 'hot', '× plain', 'target', 'first, 1 ×', 'first, 4 ×', 'target'],
  ...names.map((name) => [
    peers[name].title,
    `${micros[name]?.toFixed(1)} µs`,
    times((micros[name] ?? 0) / plainMicros),
    'isOurs' in peers[name] ? TARGETS.hot : '',
    ms(first[name]),
    ms(slow[name]),
    'isOurs' in peers[name] ? TARGETS.first : '',
  ]),
]);

console.log('\n20 windowed aggregates, 5 sequences, 5 scores, 100 segments, a slot of 20 candidates. p50.');
const µs = (/** @type {number} */ value) => `${value.toFixed(1)} µs`;
const [short, long] = [history[0], history.at(-1)];
print([
  ['past events', 'entries kept', 'reduce', 'decide', 'both'],
  ...history.map(({ length, entries, reduce, decide, both }) => [
    length.toLocaleString('en'),
    String(entries),
    µs(reduce),
    µs(decide),
    µs(both),
  ]),
  ...(short && long
    ? [
        [
          `last to first (target ${TARGETS.growth})`,
          times(long.entries / short.entries),
          times(long.reduce / short.reduce),
          times(long.decide / short.decide),
          times(long.both / short.both),
        ],
      ]
    : []),
]);
