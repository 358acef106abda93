import { durationOf } from './progress.mjs';
import { requireNode } from './require-node.mjs';
import { outcomesOf, runVitest } from './run-vitest.mjs';
import { countsOf } from './test-counts.mjs';

// The scenarios of test/other-browsers in Firefox and WebKit. What cannot run fails; arguments choose files, `--firefox` and
// `--webkit` browsers.

requireNode();
const startMs = Date.now();
const args = process.argv.slice(2);
const ALL = ['firefox', 'webkit'];
const wanted = ALL.filter((name) => args.includes(`--${name}`));
const browsers = wanted.length > 0 ? wanted : ALL;

const vitest = await runVitest('other-browsers', args, { project: browsers });
const modules = vitest?.state.getTestModules() ?? [];
const isSound = vitest?.state.getUnhandledErrors().length === 0;

const outcomesIn = (/** @type {string} */ browser) =>
  outcomesOf(modules.filter(({ project }) => project.name === browser));
const counted = browsers.map((browser) => ({ browser, ...countsOf(outcomesIn(browser), isSound) }));
for (const { browser, complaints } of counted)
  for (const complaint of complaints) console.log(`${browser}: ${complaint}`);
for (const { browser, passed, failed, skipped } of counted)
  console.log(`${browser}: ${passed} passed, ${failed} failed, ${skipped} skipped`);
console.log(`Time: ${durationOf(Date.now() - startMs)}`);
await vitest?.close();
process.exit(counted.every(({ failed }) => failed === 0) ? 0 : 1);
