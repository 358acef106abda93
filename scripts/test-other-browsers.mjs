import { fileURLToPath } from 'node:url';
import { durationOf, giveUp } from './progress.mjs';
import { requireNode } from './require-node.mjs';
import { countsOf } from './test-counts.mjs';

// The scenarios of test/other-browsers in Firefox and WebKit. What cannot run fails; arguments choose files, `--firefox` and
// `--webkit` browsers.

requireNode();
if (!process.stdout.isTTY) {
  // A log is read as text, also by machines; vitest looks when it is loaded.
  delete process.env['FORCE_COLOR'];
  process.env['NO_COLOR'] = '1';
}
const { startVitest } = await import('vitest/node');
const startMs = Date.now();
const args = process.argv.slice(2);
const ALL = ['firefox', 'webkit'];
const wanted = ALL.filter((name) => args.includes(`--${name}`));
const browsers = wanted.length > 0 ? wanted : ALL;

const vitest = await startVitest(
  'test',
  args.filter((arg) => !arg.startsWith('--')),
  {
    root: fileURLToPath(new URL('..', import.meta.url)),
    config: fileURLToPath(new URL('../test/other-browsers/vitest.config.ts', import.meta.url)),
    project: browsers,
    watch: false,
  },
).catch((/** @type {unknown} */ cause) =>
  giveUp(`The tests did not run: ${cause instanceof Error ? cause.message : cause}`),
);
const modules = vitest?.state.getTestModules() ?? [];
const isSound = vitest?.state.getUnhandledErrors().length === 0;

/** Every test that a browser ran. A file that could not be run at all is one failed test. */
const outcomesIn = (/** @type {string} */ browser) =>
  modules
    .filter(({ project }) => project.name === browser)
    .flatMap((module) => {
      const tests = [...module.children.allTests()];
      if (tests.length === 0) return [{ title: module.moduleId, outcome: /** @type {const} */ ('failed') }];
      return tests.map((test) => {
        const { state } = test.result();
        return { title: test.fullName, outcome: state === 'pending' ? /** @type {const} */ ('skipped') : state };
      });
    });

const counted = browsers.map((browser) => ({ browser, ...countsOf(outcomesIn(browser), isSound) }));
for (const { browser, complaints } of counted)
  for (const complaint of complaints) console.log(`${browser}: ${complaint}`);
for (const { browser, passed, failed, skipped } of counted)
  console.log(`${browser}: ${passed} passed, ${failed} failed, ${skipped} skipped`);
console.log(`Time: ${durationOf(Date.now() - startMs)}`);
await vitest?.close();
process.exit(counted.every(({ failed }) => failed === 0) ? 0 : 1);
