import { type Page, expect, test } from 'playwright/test';
import { hostilePage } from '../../hardening/hostile-shop.js';
import { type JudgingShop, TAKEN, itemsOf, lookAt, openJudgingShop } from '../judging-shop.js';

// How long a page waits for a server, by a clock that the test turns.

let shop: JudgingShop;
test.beforeEach(async ({ page }) => {
  shop = await openJudgingShop();
  const attributes = 'data-consent="granted" data-ingest="/v1/batch"';
  // No chance in how long a page waits.
  shop.serve('/hasty', hostilePage({ attributes, head: '<script>Math.random = () => 0.01</script>' }));
  await page.clock.install();
  // The platform's own timer knows no other clock.
  await page.addInitScript(() => {
    AbortSignal.timeout = (ms) => {
      const ending = new AbortController();
      setTimeout(() => ending.abort(new DOMException('late', 'TimeoutError')), ms);
      return ending.signal;
    };
  });
});
test.afterEach(() => shop.close());

const MINUTE_MS = 60_000;
const DOWN = { status: 503 };
/** What was sent in a turn of the clock is still on its way then. */
const arrive = (page: Page): Promise<void> => page.waitForTimeout(500);
const meet = async (page: Page, retryAfter: string): Promise<void> => {
  shop.judge(() => ({ ...DOWN, headers: { 'retry-after': retryAfter } }));
  await page.goto(`${shop.url}/hasty`);
  await lookAt(page, ['A']);
  shop.judge(() => TAKEN);
};

test('a server that never answers is given up, and asked again', async ({ page }) => {
  shop.judge(() => ({ ...TAKEN, afterMs: 10 * MINUTE_MS }));
  await page.goto(`${shop.url}/hasty`);
  await page.evaluate(() => aisle.record('view_item', { items: [{ item_id: 'A' }] }));
  await page.clock.runFor(2_000);
  await expect.poll(() => shop.batches.length).toBe(1);
  shop.judge(() => TAKEN);
  await page.clock.runFor(MINUTE_MS);
  await expect.poll(() => shop.batches.length).toBeGreaterThan(1);
  expect(itemsOf(shop.batches.slice(1).flatMap(({ events }) => events))).toEqual(['A']);
});

/** The server is left alone for so many minutes, and has what waits after so many. */
const expectAskedBetween = async (page: Page, notBefore: number, by: number): Promise<void> => {
  const before = shop.batches.length;
  await page.clock.runFor(notBefore * MINUTE_MS);
  await arrive(page);
  expect(shop.batches.length).toBe(before);
  await page.clock.runFor((by - notBefore) * MINUTE_MS);
  await expect.poll(() => itemsOf(shop.batches.slice(before).flatMap(({ events }) => events))).toEqual(['A']);
};

test('a server that asks to be left alone for a day is asked again within a quarter of an hour', async ({ page }) => {
  await meet(page, '86400');
  await expectAskedBetween(page, 5, 15);
});

test('a server that names the time until which it asks to be left alone is left alone until then', async ({ page }) => {
  const nowMs = await page.evaluate(() => Date.now());
  await meet(page, new Date(nowMs + 5 * MINUTE_MS).toUTCString());
  await expectAskedBetween(page, 3, 7);
});

test('what waited for more than 90 days is given up, counted, and told with the next batch', async ({ page }) => {
  shop.judge(() => DOWN);
  await page.goto(`${shop.url}/hasty`);
  await lookAt(page, ['A']);
  // Or it would try once more by itself.
  await page.goto('about:blank');
  await page.clock.setSystemTime(Date.now() + 91 * 24 * 60 * MINUTE_MS);
  shop.judge(() => TAKEN);
  await page.goto(`${shop.url}/hasty`);
  await lookAt(page, ['B']);
  expect(itemsOf(shop.taken())).toEqual(['B']);
  // With the view of the first page.
  expect(shop.batches.find(({ status }) => status === 202)?.drops).toEqual({ expired: 2 });
});
