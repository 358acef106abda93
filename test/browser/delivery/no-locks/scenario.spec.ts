import { type Page, expect, test } from 'playwright/test';
import { type ShopServer, openShopServer, shopPage } from '../../../helpers/shop-server.js';
import { type JudgingShop, TAKEN, deliveryOf, itemIds, itemsOf, lookAt, openJudgingShop } from '../judging-shop.js';

let shop: ShopServer;
let judging: JudgingShop;
test.beforeEach(async ({ context }) => {
  [shop, judging] = [await openShopServer({ pages: { '/': shopPage() } }), await openJudgingShop()];
  await context.addInitScript(() => Object.defineProperty(navigator, 'locks', { value: undefined }));
});
test.afterEach(() => Promise.all([shop.close(), judging.close()]));

const leaseOf = async (page: Page) => (await deliveryOf(page))?.lease;

test('two tabs without locks send everything, once each', async ({ context }) => {
  const [a, b] = [await context.newPage(), await context.newPage()];
  await Promise.all([a.goto(shop.url), b.goto(shop.url)]);
  await Promise.all([lookAt(a, itemIds(60)), lookAt(b, itemIds(60, 'B'))]);
  const all = [...itemIds(60), ...itemIds(60, 'B')].toSorted();
  // A tab whose turn it was not asks again after 20 s.
  await expect.poll(() => itemsOf(shop.events()).toSorted(), { timeout: 40_000 }).toEqual(all);
  await expect.poll(async () => (await deliveryOf(b))?.events).toBe(0);
  await expect.poll(() => leaseOf(a)).toBeNull();
});

test('a tab takes the turn while it sends, and gives it back', async ({ page }) => {
  judging.judge(() => ({ ...TAKEN, afterMs: 1_500 }));
  await page.goto(judging.url);
  await page.evaluate(() => {
    aisle.record('view_item', { items: [{ item_id: 'A' }] });
    void aisle.flush();
  });
  await expect.poll(() => leaseOf(page)).not.toBeNull();
  await expect.poll(() => leaseOf(page)).toBeNull();
  expect(itemsOf(judging.taken())).toEqual(['A']);
});

test('a tab sends nothing while it is the turn of another', async ({ context }) => {
  const [a, b] = [await context.newPage(), await context.newPage()];
  for (const tab of [a, b]) {
    await tab.goto(judging.url);
    await tab.evaluate(() => aisle.flush());
  }
  const before = judging.batches.length;
  judging.judge(() => ({ ...TAKEN, afterMs: judging.batches.length > before ? 0 : 2_000 }));
  const sending = lookAt(a, ['A']);
  await expect.poll(() => judging.batches.length).toBe(before + 1);
  await lookAt(b, ['B']);
  expect(judging.batches.length).toBe(before + 1);
  await sending;
  await expect.poll(() => itemsOf(judging.taken()), { timeout: 40_000 }).toEqual(['A', 'B']);
});
