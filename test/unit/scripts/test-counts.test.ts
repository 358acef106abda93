import { expect, it } from 'vitest';
import { countsOf, outcomesOfPlaywright, outcomesOfVitest } from '../../../scripts/test-counts.mjs';

type Outcome = Parameters<typeof countsOf>[0][number];
const passed: Outcome = { title: 'works', outcome: 'passed' };

it('is green when tests passed and only tests without their data were skipped', () => {
  const counts = countsOf([passed, { title: 'replays [needs data]', outcome: 'skipped' }], true);
  expect(counts).toEqual({ passed: 1, failed: 0, skipped: 1, complaints: [] });
});

it('fails a suite that skipped anything else', () => {
  const counts = countsOf([passed, { title: 'later', outcome: 'skipped' }], true);
  expect(counts).toMatchObject({ passed: 1, failed: 1, skipped: 1 });
  expect(counts.complaints).toEqual([expect.stringContaining('later')]);
});

it('fails a suite that ran no test', () => {
  expect(countsOf([], true)).toMatchObject({ failed: 1, complaints: ['ran no test'] });
});

it('fails a suite whose runner failed outside of any test', () => {
  expect(countsOf([passed], false)).toMatchObject({ passed: 1, failed: 1 });
});

it('counts failed tests as they are', () => {
  expect(countsOf([passed, { title: 'breaks', outcome: 'failed' }], false)).toMatchObject({
    passed: 1,
    failed: 1,
    complaints: [],
  });
});

it('reads a file that vitest could not load as a failure, and a pending test as skipped', () => {
  const report = {
    testResults: [
      { name: 'broken.test.ts', assertionResults: [] },
      { name: 'a.test.ts', assertionResults: [{ fullName: 'a waits', status: 'pending' }] },
    ],
  };
  expect(outcomesOfVitest(report)).toEqual([
    { title: 'broken.test.ts', outcome: 'failed' },
    { title: 'a waits', outcome: 'skipped' },
  ]);
});

it('finds the tests of nested Playwright suites and reads flaky as failed', () => {
  const spec = (title: string, status: string) => ({ title, tests: [{ status }] });
  const inner = { title: 'in a tab', specs: [spec('flickers', 'flaky')] };
  const report = { errors: [], suites: [{ title: 'file', specs: [spec('loads', 'expected')], suites: [inner] }] };
  expect(outcomesOfPlaywright(report)).toEqual([
    { title: 'file loads', outcome: 'passed' },
    { title: 'file in a tab flickers', outcome: 'failed' },
  ]);
});
