import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { showStep } from '../../scripts/progress.mjs';
import { measureLongest } from './cost/longest-task.mjs';
import { measureEvents } from './cost/per-event.mjs';
import { chosenOf } from './delivery/chosen-of.mjs';
import { loadScripts } from './delivery/shop.mjs';
import { print } from './delivery/table.mjs';
import { trackers } from './delivery/trackers.mjs';

// What recording costs the page's main thread and the wire, ours beside the peers', in one run. `npm run bench -- cost`;
// docs/measure-the-delivery.md reads the columns.

/** Beside figures, never asserted: a machine may be busy, and another one is another one. */
const TARGETS = ['target, with 100 segments', '≤ 0.05 / 0.15', '', '≤ 0.25', '≤ 0.8', '≤ 100', '', ''];

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: Object.keys(trackers).join() },
    repeats: { type: 'string', default: '3' },
    slowed: { type: 'string', default: '20' },
  },
});
const names = chosenOf(values.only, trackers);
const repeats = Number(values.repeats);
const slowedRuns = Number(values.slowed);
/** @type {readonly import('./cost/open-page.mjs').Subject[]} */
const subjects = [
  ...names.flatMap((name) => [
    { name, title: trackers[name].title },
    ...(name === 'ours' ? [{ name, title: `${trackers[name].title}, 100 segments`, hasSegments: true }] : []),
  ]),
  { name: 'ours', title: 'an empty function', isEmpty: true },
];

/**
 * @template Result
 * @param {string} title
 * @param {number} times
 * @param {() => Promise<Result>} work
 */
const repeat = async (title, times, work) => {
  const { result } = await showStep(`${title}, ${times} run(s)`, async () => {
    /** @type {Result[]} */
    const found = [];
    for (let run = 0; run < times; run++) found.push(await work());
    return { ok: true, result: found };
  });
  return result;
};

const quantile = (/** @type {readonly number[]} */ numbers, /** @type {number} */ share) => {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
};
const median = (/** @type {readonly number[]} */ numbers) => quantile(numbers, 0.5);
const ms = (/** @type {number} */ value) => (value < 1 ? value.toFixed(3) : value.toFixed(1));

const bytesOf = (/** @type {readonly import('./cost/per-event.mjs').EventCost[]} */ runs) => {
  const bytes = median(runs.map((run) => run.bytes));
  return Number.isFinite(bytes) ? String(Math.round(bytes)) : '-';
};

const { scripts, versions } = await loadScripts(names);
const rows = [];
for (const subject of subjects) {
  const burst = await repeat(`${subject.title}: 1,000 in one task`, repeats, () =>
    measureEvents(subject, scripts, 'burst'),
  );
  const spaced = await repeat(`${subject.title}: one every 10 ms`, repeats, () =>
    measureEvents(subject, scripts, 'spaced'),
  );
  const callsOf = (/** @type {typeof burst} */ runs) =>
    [0.5, 0.95].map((share) => ms(median(runs.map(({ calls }) => quantile(calls, share))))).join(' / ');
  rows.push([
    subject.title,
    callsOf(burst),
    callsOf(spaced),
    ms(median(burst.map(({ taskMs }) => taskMs))),
    ms(median(spaced.map(({ taskMs }) => taskMs))),
    bytesOf(burst),
    bytesOf(spaced),
    `${median(burst.map(({ arrived }) => arrived))}, ${median(spaced.map(({ arrived }) => arrived))}`,
  ]);
}
const longest = [];
for (const subject of subjects.filter(({ name, isEmpty }) => name === 'ours' && !isEmpty)) {
  const runs = await repeat(`${subject.title}: longest task, slowed 4 ×`, slowedRuns, () =>
    measureLongest(subject, scripts),
  );
  const cells = [runs.map((run) => run.recordingMs), runs.map((run) => run.otherMs)];
  longest.push([
    subject.title,
    ...cells.map((all) => `${median(all).toFixed(0)} / ${quantile(all, 0.95).toFixed(0)} ms`),
  ]);
}

console.log(`\nNode ${process.version}, ${cpus()[0]?.model}, ${cpus().length} cores, median of ${repeats} run(s)`);
console.log(
  Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', '),
);
console.log(
  '\nAn event: ms of the main thread, bytes of the wire. A burst is 1,000 in one task, spaced is 200, one every 10 ms.',
);
print([
  ['', 'call, burst p50 / p95', 'spaced', 'whole, burst', 'spaced', 'bytes, burst', 'spaced', 'arrived'],
  ...rows,
  TARGETS,
]);
if (longest.length > 0) {
  console.log(`\nA burst of 1,000 with the processor slowed 4 ×: longest task, p50 / p95 of ${slowedRuns} run(s)`);
  print([['', 'the task that records', 'the longest of all others'], ...longest]);
}
