import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type Page, expect, test } from 'playwright/test';
import { type Choice, type IabPage, type TestPage, now, open, told } from '../iab-shop.js';

declare const window: TestPage;

// The IAB's own packages, in a real browser.
const stub = await readFile(createRequire(import.meta.url).resolve('@iabtechlabtcf/stub'), 'utf8');

const GRANTED = { personalization: 'granted', measurement: 'granted', marketing: 'granted', sharing: 'granted' };
const DENIED = { personalization: 'denied', measurement: 'denied', marketing: 'denied', sharing: 'denied' };
const EVERY = [1, 2, 3, 4, 5, 6, 7, 8];

const openTcf = async (page: Page, options?: object) => {
  const troubles = await open(page, `<script>${stub}</script>`);
  await page.evaluate((given) => {
    window.listen('tcf', given);
    window.cmp = window.iab.tcf();
  }, options);
  return troubles;
};
const update = (page: Page, choice: Choice | '' | null, isShown = false) =>
  page.evaluate(
    ([chosen, shown]) =>
      (window.cmp as ReturnType<IabPage['tcf']>).update(chosen && window.iab.tcString(chosen), shown),
    [choice, isShown] as const,
  );

test('B9, B10: TCF is pending on the stub, while it loads, while its dialog is open, and without a string', async ({
  page,
}) => {
  const troubles = await openTcf(page);
  expect(await now(page)).toBe(null);
  await update(page, '');
  expect(await now(page)).toBe(null);
  await update(page, { purposes: EVERY }, true);
  expect(await told(page)).toEqual([]);
  expect(troubles).toEqual([]);
});

test('B9, B10: a string from an earlier visit is an answer, and says who gave it', async ({ page }) => {
  await openTcf(page);
  await update(page, { purposes: EVERY });
  expect(await told(page)).toEqual([GRANTED]);
  const text = await page.evaluate((purposes) => window.iab.tcString({ purposes }), EVERY);
  expect((await now(page))?.proof).toEqual({ platform: 'tcf 31.4', text });
});

test('B10: an open dialog pauses what was granted, and its end decides', async ({ page }) => {
  await openTcf(page);
  await update(page, { purposes: EVERY });
  await told(page);
  await update(page, { purposes: EVERY }, true);
  await told(page);
  await update(page, { purposes: [] });
  expect(await told(page)).toEqual([GRANTED, null, DENIED]);
});

test('B10: a purpose of ours needs each of TCF’s that it rests on', async ({ page }) => {
  await openTcf(page);
  for (const [purposes, granted] of [
    [[1, 5, 6], ['personalization']],
    [[1, 8], ['measurement']],
    [
      [1, 2, 3, 4, 7],
      ['marketing', 'sharing'],
    ],
    [[2, 3, 4, 5, 6, 7, 8], []],
    [[1, 5], []],
    [[1, 6], []],
    [[1, 2, 3, 4], []],
    [[1, 9, 10], []],
  ] as const) {
    await update(page, { purposes });
    const states = Object.entries((await now(page)) ?? {}).filter(([, state]) => state === 'granted');
    expect({ purposes, granted: states.map(([purpose]) => purpose) }).toEqual({ purposes, granted });
  }
});

test('B10: a legitimate interest is no consent', async ({ page }) => {
  await openTcf(page);
  await update(page, { purposes: [1], interests: [2, 7, 8, 9, 10] });
  expect(await now(page)).toMatchObject(DENIED);
});

test('B10: with a vendor id, purposes and vendor are both needed, and the vendor has to be disclosed', async ({
  page,
}) => {
  await openTcf(page, { vendorId: 5 });
  const answers = [];
  for (const choice of [
    { purposes: EVERY },
    { purposes: EVERY, vendors: [4, 6] },
    { purposes: [], vendors: [5] },
    { purposes: EVERY, vendors: [5], disclosed: [4, 6] },
  ]) {
    await update(page, choice);
    answers.push(await now(page));
  }
  for (const answer of answers) expect(answer).toMatchObject(DENIED);
  await update(page, { purposes: EVERY, vendors: [5] });
  expect(await now(page)).toMatchObject(GRANTED);
});

test('B10: where GDPR does not apply, TCF says nothing, so that the rule of the region decides', async ({ page }) => {
  await openTcf(page);
  await update(page, null);
  expect(await told(page)).toEqual([{}]);
});

test('B10: a platform that does not know whether GDPR applies is waited for', async ({ page }) => {
  await open(page);
  await page.evaluate(() => {
    const answer = {
      eventStatus: 'tcloaded',
      tcString: 'x',
      purpose: { consents: { 1: true, 8: true } },
      vendor: { consents: {} },
    };
    const api = (_command: string, _version: number, hear: (data: object, success: boolean) => void) =>
      hear(answer, true);
    Object.assign(window, { __tcfapi: api });
    window.listen('tcf');
  });
  expect(await now(page)).toBe(null);
});

test('B10: a platform that was switched off is pending when it is asked again', async ({ page }) => {
  await openTcf(page);
  await update(page, { purposes: EVERY });
  expect(await now(page)).toMatchObject(GRANTED);
  await page.evaluate(() => (window.cmp as ReturnType<IabPage['tcf']>).disable());
  expect(await now(page)).toBe(null);
});

test('B10: an answer without success is none', async ({ page }) => {
  await open(page);
  const answers = await page.evaluate(() => {
    let hear: (data: object | null, success: boolean) => void = () => {};
    const api = (command: string, _version: number, callback: typeof hear) => {
      if (command === 'addEventListener') hear = callback;
    };
    const consents = { 1: true, 8: true };
    const answer = { gdprApplies: true, eventStatus: 'tcloaded', tcString: 'x' };
    Object.assign(window, { __tcfapi: api });
    const { ask } = window.listen('tcf');
    return [true, false].map((success) => {
      hear({ ...answer, purpose: { consents }, vendor: { consents: {} } }, success);
      return ask()?.measurement;
    });
  });
  expect(answers).toEqual(['granted', undefined]);
});

test('B13, B14: one choice is one transition, and the same choice again is none', async ({ page }) => {
  await openTcf(page);
  await page.evaluate((purposes) => {
    const cmp = window.cmp as ReturnType<IabPage['tcf']>;
    // Shown and answered in one task.
    cmp.update(window.iab.tcString({ purposes: [] }), true);
    cmp.update(window.iab.tcString({ purposes }));
  }, EVERY);
  expect(await told(page)).toEqual([GRANTED]);
  await update(page, { purposes: EVERY });
  expect(await told(page)).toEqual([GRANTED]);
});

test('B9: a platform that comes without a stub, after us, is heard', async ({ page }) => {
  await open(page);
  await page.evaluate(() => {
    window.listen('tcf');
    window.cmp = window.iab.tcf();
    dispatchEvent(new Event('load'));
  });
  await update(page, { purposes: EVERY });
  expect(await told(page)).toEqual([GRANTED]);
});

test('after its undo TCF is heard no more', async ({ page }) => {
  await openTcf(page);
  await update(page, { purposes: [] });
  await told(page);
  const before = await page.evaluate(() => {
    window.listening.stop();
    return window.listening.tells();
  });
  await update(page, { purposes: EVERY });
  expect(await page.evaluate(() => window.listening.tells())).toBe(before);
});
