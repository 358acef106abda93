import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { BUILD_STEPS } from './build.mjs';
import { durationOf, runQuietly, showStep } from './progress.mjs';
import { requireNode } from './require-node.mjs';
import { countsOf, outcomesOfPlaywright, outcomesOfVitest } from './test-counts.mjs';

// Everything a change has to pass. Goes on after a failure, so that one run tells all; only a failed build ends it.

requireNode();
const startMs = Date.now();
const root = fileURLToPath(new URL('..', import.meta.url));
const reports = `${root}node_modules/.cache/aisle`;
mkdirSync(reports, { recursive: true });

// A log is read as text, also by machines.
const { FORCE_COLOR: _, ...uncoloured } = process.env;
const base = process.stdout.isTTY ? process.env : { ...uncoloured, NO_COLOR: '1' };

const runNode = (/** @type {string[]} */ args, /** @type {Record<string, string>} */ env = {}) =>
  runQuietly(process.execPath, args, { cwd: root, env: { ...base, ...env } });

const CHECKS = [
  ...BUILD_STEPS.map(({ title, run }) => ({ title, run, needed: true })),
  {
    title: 'Lint (oxlint)',
    run: () => runNode(['node_modules/oxlint/bin/oxlint', '--deny-warnings']),
    needed: false,
  },
  {
    title: 'Format (prettier)',
    run: () => runNode(['node_modules/prettier/bin/prettier.cjs', '--check', '.', '--log-level', 'warn']),
    needed: false,
  },
];

const SUITES = [
  {
    title: 'Unit, DOM and architecture (vitest)',
    report: `${reports}/vitest.json`,
    outcomesOf: outcomesOfVitest,
    run: (/** @type {string} */ report) =>
      runNode([
        'node_modules/vitest/vitest.mjs',
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
      ]),
  },
  {
    title: 'Real browser (playwright)',
    report: `${reports}/playwright.json`,
    outcomesOf: outcomesOfPlaywright,
    run: (/** @type {string} */ report) =>
      runNode(['node_modules/playwright/cli.js', 'test', '--reporter=list,json'], {
        PLAYWRIGHT_JSON_OUTPUT_NAME: report,
        PLAYWRIGHT_FORCE_TTY: '0',
      }),
  },
];

/** @type {string[]} */
const summary = [];
const total = { passed: 0, failed: 0, skipped: 0 };

const finish = () => {
  const { passed, failed, skipped } = total;
  console.log(`\n${summary.join('\n')}\nTime: ${durationOf(Date.now() - startMs)}`);
  console.log(`Tests: ${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exit(failed === 0 ? 0 : 1);
};

const check = async (/** @type {(typeof CHECKS)[number]} */ { title, run, needed }) => {
  const { ok, output, ms } = await showStep(title, run);
  summary.push(`${title}: ${ok ? 'passed' : 'FAILED'}, ${durationOf(ms)}`);
  if (ok) return;
  total.failed += 1;
  console.log(output.trim());
  if (!needed) return;
  summary.push('The tests did not run: they need what this step makes.');
  finish();
};

// An old report would pass for this run's, had this run died before it wrote one.
const countsFrom = (/** @type {(typeof SUITES)[number]} */ suite, /** @type {boolean} */ ok) => {
  try {
    return countsOf(suite.outcomesOf(JSON.parse(readFileSync(suite.report, 'utf8'))), ok);
  } catch (cause) {
    return { passed: 0, failed: 1, skipped: 0, complaints: [`no readable report: ${cause}`] };
  }
};

const runSuite = async (/** @type {(typeof SUITES)[number]} */ suite) => {
  rmSync(suite.report, { force: true });
  const { output, ms, counts } = await showStep(suite.title, async () => {
    const ran = await suite.run(suite.report);
    const counted = countsFrom(suite, ran.ok);
    return { ok: counted.failed === 0, output: ran.output, counts: counted };
  });
  if (counts.failed > 0) console.log(output.trim());
  for (const complaint of counts.complaints) console.log(`${suite.title}: ${complaint}`);
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
  summary.push(
    `${suite.title}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped, ${durationOf(ms)}`,
  );
};

for (const one of CHECKS) await check(one);
for (const suite of SUITES) await runSuite(suite);
finish();
