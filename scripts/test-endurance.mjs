import { durationOf } from './progress.mjs';
import { requireNode } from './require-node.mjs';
import { outcomesOf, runVitest } from './run-vitest.mjs';
import { countsOf } from './test-counts.mjs';

// What test/endurance does to log and server for longer than a test may take. `--long`: as docs/measure-the-delivery.md tells it;
// other arguments choose files. Loads what was built.

requireNode();
const startMs = Date.now();
const args = process.argv.slice(2);
const vitest = await runVitest('endurance', args, { provide: { isLong: args.includes('--long') } });

const outcomes = outcomesOf(vitest?.state.getTestModules() ?? []);
const { passed, failed, skipped, complaints } = countsOf(outcomes, vitest?.state.getUnhandledErrors().length === 0);
for (const complaint of complaints) console.log(complaint);
console.log(
  `Endurance: ${passed} passed, ${failed} failed, ${skipped} skipped\nTime: ${durationOf(Date.now() - startMs)}`,
);
await vitest?.close();
process.exit(failed === 0 ? 0 : 1);
