import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { showStep } from '../../scripts/progress.mjs';
import { runCell } from './delivery/cell.mjs';
import { chosenOf } from './delivery/chosen-of.mjs';
import { scenarios } from './delivery/scenarios.mjs';
import { loadScripts } from './delivery/shop.mjs';
import { arrivedOf, printResults } from './delivery/table.mjs';
import { trackers } from './delivery/trackers.mjs';

// What becomes of recorded events when the page, the network or the browser goes away. `npm run bench -- delivery`;
// docs/measure-the-delivery.md says how to run a part of it.

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: Object.keys(trackers).join() },
    scenario: { type: 'string', default: Object.keys(scenarios).join() },
    events: { type: 'string', default: '50,1000' },
    repeats: { type: 'string', default: '1' },
  },
});

const names = chosenOf(values.only, trackers);
const sizes = values.events.split(',').map(Number);
const repeats = Array.from({ length: Number(values.repeats) }, (_, index) => index + 1);
const cells = repeats.flatMap((repeat) =>
  sizes.flatMap((events) =>
    chosenOf(values.scenario, scenarios).flatMap((scenario) =>
      names.map((name) => ({ repeat, events, scenario, name })),
    ),
  ),
);

const { scripts, versions } = await loadScripts(names);
console.log(`${cells.length} cells, a quarter to one and a half minutes each.`);
/** @type {import('./delivery/table.mjs').Result[]} */
const results = [];
for (const [index, { repeat, events, scenario, name }] of cells.entries()) {
  const title = `${index + 1}/${cells.length} ${scenarios[scenario].title}, ${events}, ${trackers[name].title}, run ${repeat}`;
  const run = () => runCell({ name, scenario, events, scripts });
  // A busy machine may be too slow for a browser's start: an hour of figures is not given up for that.
  const again = (/** @type {unknown} */ cause) => {
    console.error(`${title}: once more.`, cause);
    return run();
  };
  const { result } = await showStep(title, async () => ({ ok: true, result: await run().catch(again) }));
  results.push({ ...result, name, scenario });
  console.log(`  ${arrivedOf([result])} of ${events}, ${result.twice} under two ids, ${result.again} sent again`);
}

console.log(`\nNode ${process.version}, ${cpus()[0]?.model}, ${cpus().length} cores, ${repeats.length} run(s)`);
console.log(
  Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', '),
);
printResults(results);
