import { readFile } from 'node:fs/promises';
import { expect } from 'playwright/test';
import '../../../helpers/aisle-global.js';
import { exported, test } from '../panel-test.js';

test('5, B38: shows every answer with its time and its source, the newest first', async ({ page, openStocked }) => {
  const panel = await openStocked();
  const records = panel.part('What you answered').getByRole('listitem');
  await expect(records).toHaveCount(1);
  await expect(records.first()).toContainText(
    'Allowed: Personalization and Measurement. Refused: Marketing and Sharing. By your choice on this page.',
  );
  await panel.switch('Marketing').click();
  await expect(records).toHaveCount(2);
  await expect(records.first()).toContainText('Allowed: Marketing. By your choice on this page.');
  const [newest] = (await exported(page))?.records.toReversed() ?? [];
  await expect(records.first().locator('time')).toHaveAttribute('datetime', new Date(newest?.atMs ?? 0).toISOString());
});

test('6, B36: downloads all that is stored as a file, without a request', async ({ page, shop, openStocked }) => {
  const panel = await openStocked('/quiet');
  // What was to be sent is sent: what is asked for from here on is the download's.
  await page.evaluate(() => aisle.flush());
  await expect.poll(async () => (await exported(page))?.outbox).toEqual([]);
  // The quick copy is written a moment after the store.
  await expect.poll(async () => (await exported(page))?.picks).toBeTruthy();
  const stored = await exported(page);
  const before = shop.requests.length;
  const downloading = page.waitForEvent('download');
  await panel.button('Download my data').click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^127\.0\.0\.1-\d{4}-\d\d-\d\d\.json$/);
  expect(JSON.parse(await readFile(await download.path(), 'utf8'))).toEqual(stored);
  await expect(panel.status).toContainText('No request was made');
  expect(shop.requests.slice(before)).toEqual([]);
});

test('6, B37: erases only after a second question, whose harmless answer has the focus', async ({
  page,
  shop,
  openStocked,
}) => {
  const panel = await openStocked();
  await panel.button('Erase my data').click();
  await expect(panel.button('Keep it')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(panel.button('Erase my data')).toBeFocused();
  expect((await exported(page))?.head.profile.recents).toHaveLength(3);
  expect(shop.requests.filter((request) => request.includes('withdraw'))).toEqual([]);
});

for (const [status, said] of [
  [undefined, 'Erased: in this browser and on the shop’s server.'],
  [503, 'Erased in this browser. The shop’s server could not be reached; it is told again by itself.'],
  [403, 'Erased in this browser. The shop’s server refused: please write to the shop.'],
] as const)
  test(`6, B37: says what the server answered an erasure: ${status ?? 'done'}`, async ({
    shop,
    openStocked,
    expected,
  }) => {
    const panel = await openStocked();
    await expect.poll(() => shop.events().length).toBeGreaterThan(5);
    shop.refuse(status);
    expected.push(new RegExp(`status of ${status}`));
    await panel.button('Erase my data').click();
    await panel.button('Erase it all').click();
    await expect(panel.status).toHaveText(said);
    await expect(panel.tile('Products seen')).toHaveText('0');
    if (status === undefined)
      await expect.poll(() => shop.events().filter(({ name }) => name === 'view_item')).toEqual([]);
  });
