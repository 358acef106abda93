import { expect, test } from 'playwright/test';
import '../../../helpers/aisle-global.js';
import { deviceOf } from '../../../helpers/device.js';
import { watchTroubles } from '../../../helpers/page-troubles.js';
import { type ShopServer, openShopServer, shopPage } from '../../../helpers/shop-server.js';

let shop: ShopServer;
test.beforeEach(async () => {
  shop = await openShopServer({ pages: { '/': shopPage({ attributes: 'data-consent="granted"' }) } });
});
test.afterEach(() => shop.close());

test('what was recorded in the task of stop() is written, and nothing is thrown', async ({ page }) => {
  const troubles = watchTroubles(page);
  await page.goto(shop.url);
  await page.evaluate(() => aisle.flush());
  await page.evaluate(() => {
    aisle.record('view_item', { items: [{ item_id: 'last' }] });
    aisle.stop();
  });
  await expect.poll(async () => JSON.stringify((await deviceOf(page)).databases)).toContain('"last"');
  await page.waitForTimeout(500);
  expect(troubles).toEqual([]);
});
