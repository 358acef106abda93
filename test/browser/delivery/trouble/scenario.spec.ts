import { expect, test } from 'playwright/test';
import { hostilePage } from '../../hardening/hostile-shop.js';
import { type JudgingShop, TAKEN, deliveryOf, itemIds, itemsOf, lookAt, openJudgingShop } from '../judging-shop.js';

let shop: JudgingShop;
test.beforeEach(async () => {
  shop = await openJudgingShop();
  // No chance in how long a page waits: a little, or nearly as long as it may.
  for (const [path, share] of [
    ['/hasty', 0.01],
    ['/patient', 0.99],
  ] as const)
    shop.serve(
      path,
      hostilePage({
        attributes: 'data-consent="granted" data-ingest="/v1/batch"',
        head: `<script>Math.random = () => ${share}</script>`,
      }),
    );
});
test.afterEach(() => shop.close());

const DOWN = { status: 503 };

/** Goes on until the server is known to be in trouble. */
const meetTrouble = async (page: import('playwright/test').Page): Promise<void> => {
  shop.judge(() => DOWN);
  await page.goto(`${shop.url}/hasty`);
  await lookAt(page, itemIds(5));
  await expect.poll(async () => (await deliveryOf(page))?.trouble).not.toBeNull();
};

test('a server in trouble is asked a handful of times, however much happens on the page', async ({ page }) => {
  shop.judge(() => DOWN);
  await page.goto(`${shop.url}/patient`);
  for (const id of itemIds(10)) {
    await page.evaluate((item) => aisle.record('view_item', { items: [{ item_id: item }] }), id);
    await page.waitForTimeout(400);
  }
  expect(shop.batches.length).toBeGreaterThan(0);
  expect(shop.batches.length).toBeLessThanOrEqual(5);
});

test('the page after an outage of many requests begins with a single one', async ({ page }) => {
  await meetTrouble(page);
  await page.goto('about:blank');
  const before = shop.batches.length;
  await page.goto(`${shop.url}/patient`);
  await page.waitForTimeout(4_000);
  expect(shop.batches.length - before).toBe(1);
});

test('what happened during an outage arrives once each with the next page', async ({ page }) => {
  await meetTrouble(page);
  shop.judge(() => TAKEN);
  await page.goto(`${shop.url}/patient`);
  await expect.poll(() => itemsOf(shop.taken())).toEqual(itemIds(5));
  await expect.poll(async () => (await deliveryOf(page))?.trouble).toBeNull();
});

test('a page that gets its network back tries at once', async ({ page, context }) => {
  await meetTrouble(page);
  await page.goto(`${shop.url}/patient`);
  await expect.poll(() => shop.batches.filter(({ events }) => events.length > 6).length).toBeGreaterThan(0);
  // By itself it would wait for half a minute and more.
  await context.setOffline(true);
  shop.judge(() => TAKEN);
  await context.setOffline(false);
  await expect.poll(() => itemsOf(shop.taken()), { timeout: 10_000 }).toEqual(itemIds(5));
});

test('a server that asks to be left alone is left alone', async ({ page }) => {
  shop.judge(() => ({ ...DOWN, headers: { 'retry-after': '30' } }));
  await page.goto(`${shop.url}/hasty`);
  await lookAt(page, ['A']);
  const before = shop.batches.length;
  shop.judge(() => TAKEN);
  await page.waitForTimeout(3_000);
  expect(shop.batches.length).toBe(before);
});

test('a server that asks to be left alone is left alone while more is recorded', async ({ page }) => {
  shop.judge(() => ({ ...DOWN, headers: { 'retry-after': '30' } }));
  await page.goto(`${shop.url}/hasty`);
  await lookAt(page, ['A']);
  const before = shop.batches.length;
  await page.evaluate(() => aisle.record('view_item', { items: [{ item_id: 'B' }] }));
  await page.waitForTimeout(3_000);
  expect(shop.batches.length).toBe(before);
});
