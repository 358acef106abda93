import { fileURLToPath } from 'node:url';
import { durationOf, giveUp } from './progress.mjs';
import { requireNode } from './require-node.mjs';
import { countsOf } from './test-counts.mjs';

// What test/endurance does to log and server for longer than a test may take. `--long`: as docs/measure-the-delivery.md tells it;
// other arguments choose files. Loads what was built.

requireNode();
if (!process.stdout.isTTY) {
  // A log is read as text, also by machines; vitest looks when it is loaded.
  delete process.env['FORCE_COLOR'];
  process.env['NO_COLOR'] = '1';
}
const { startVitest } = await import('vitest/node');
const startMs = Date.now();
const args = process.argv.slice(2);

const vitest = await startVitest(
  'test',
  args.filter((arg) => !arg.startsWith('--')),
  {
    root: fileURLToPath(new URL('..', import.meta.url)),
    config: fileURLToPath(new URL('../test/endurance/vitest.config.ts', import.meta.url)),
    provide: { isLong: args.includes('--long') },
    watch: false,
  },
).catch((/** @type {unknown} */ cause) =>
  giveUp(`The tests did not run: ${cause instanceof Error ? cause.message : cause}`),
);

/** Every test that ran. A file that could not be run at all is one failed test. */
const outcomes = (vitest?.state.getTestModules() ?? []).flatMap((module) => {
  const tests = [...module.children.allTests()];
  if (tests.length === 0) return [{ title: module.moduleId, outcome: /** @type {const} */ ('failed') }];
  return tests.map((test) => {
    const { state } = test.result();
    return { title: test.fullName, outcome: state === 'pending' ? /** @type {const} */ ('skipped') : state };
  });
});
const { passed, failed, skipped, complaints } = countsOf(outcomes, vitest?.state.getUnhandledErrors().length === 0);
for (const complaint of complaints) console.log(complaint);
console.log(
  `Endurance: ${passed} passed, ${failed} failed, ${skipped} skipped\nTime: ${durationOf(Date.now() - startMs)}`,
);
await vitest?.close();
process.exit(failed === 0 ? 0 : 1);
