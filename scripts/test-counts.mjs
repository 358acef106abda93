// What a suite's report says, in one form for both runners, and whether it may be called green.

/** Only tests that need the recorded data may be skipped, and only by saying so in their title. */
export const PERMITTED_SKIP = '[needs data]';

/**
 * @typedef {{ title: string, outcome: 'passed' | 'failed' | 'skipped' }} Outcome
 * @typedef {{ passed: number, failed: number, skipped: number, complaints: string[] }} Counts
 */

/**
 * Every test of a vitest JSON report. A file that could not be run at all is one failed test.
 *
 * @param {any} report
 * @returns {Outcome[]}
 */
export const outcomesOfVitest = (report) =>
  report.testResults.flatMap((/** @type {any} */ file) => {
    if (file.assertionResults.length === 0) return [{ title: file.name, outcome: 'failed' }];
    return file.assertionResults.map((/** @type {any} */ { fullName, status }) => ({
      title: fullName,
      outcome: status === 'passed' || status === 'failed' ? status : 'skipped',
    }));
  });

const PLAYWRIGHT_OUTCOMES = /** @type {const} */ ({ expected: 'passed', skipped: 'skipped' });

/**
 * Every test of a Playwright JSON report. Flaky is failed.
 *
 * @param {any} report
 * @returns {Outcome[]}
 */
export const outcomesOfPlaywright = (report) => {
  const walk = (/** @type {any} */ suite, /** @type {string} */ above) => {
    const path = `${above} ${suite.title}`;
    /** @type {Outcome[]} */
    const own = suite.specs.flatMap((/** @type {any} */ spec) =>
      spec.tests.map((/** @type {any} */ test) => ({
        title: `${path} ${spec.title}`.trim(),
        outcome: PLAYWRIGHT_OUTCOMES[/** @type {'expected'} */ (test.status)] ?? 'failed',
      })),
    );
    /** @type {Outcome[]} */
    const inner = (suite.suites ?? []).flatMap((/** @type {any} */ child) => walk(child, path));
    return [...own, ...inner];
  };
  /** @type {Outcome[]} */
  const outside = report.errors.map((/** @type {any} */ error) => ({ title: error.message, outcome: 'failed' }));
  return [...report.suites.flatMap((/** @type {any} */ suite) => walk(suite, '')), ...outside];
};

/**
 * Counts a suite and says what keeps it from being green. A runner that failed although no test did counts as one failure.
 *
 * @param {readonly Outcome[]} outcomes
 * @param {boolean} runnerOk
 * @returns {Counts}
 */
export const countsOf = (outcomes, runnerOk) => {
  const of = (/** @type {Outcome['outcome']} */ wanted) => outcomes.filter(({ outcome }) => outcome === wanted);
  const passed = of('passed').length;
  const failed = of('failed').length;
  const skipped = of('skipped');
  const complaints = skipped
    .filter(({ title }) => !title.includes(PERMITTED_SKIP))
    .map(({ title }) => `skipped, which only "${PERMITTED_SKIP}" tests may be: ${title}`);
  if (passed + failed === 0) complaints.push('ran no test');
  else if (!runnerOk && failed === 0) complaints.push('the runner failed although no test did');
  const counted = failed === 0 && complaints.length > 0 ? 1 : failed;
  return { passed, failed: counted, skipped: skipped.length, complaints };
};
