import { expect, test } from 'playwright/test';
import { watchTroubles } from '../../../helpers/page-troubles.js';
import { type ShopServer, openShopServer, shopPage } from '../../../helpers/shop-server.js';
import { deliveryOf, itemsOf, lookAt } from '../judging-shop.js';

let shop: ShopServer;
test.beforeEach(async () => {
  shop = await openShopServer({ pages: { '/': shopPage() } });
});
test.afterEach(() => shop.close());

test('an event of more than 64,000 characters is set aside, and the rest arrives', async ({ page }) => {
  const troubles = watchTroubles(page);
  await page.goto(shop.url);
  await page.evaluate(async () => {
    const items = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ item_id: `L${index}`, item_name: 'x'.repeat(1_000) }));
    aisle.record('view_item', { items: [{ item_id: 'A' }] });
    aisle.record('view_item_list', { items: items(50) });
    aisle.record('view_cart', { items: items(100) });
    aisle.record('view_item', { items: [{ item_id: 'B' }] });
    await aisle.flush();
  });
  expect(shop.events().map(({ name }) => name)).toEqual(['page_view', 'view_item', 'view_item_list', 'view_item']);
  const delivery = await deliveryOf(page);
  expect(delivery).toMatchObject({
    events: 0,
    chars: 0,
    aside: [{ reason: 'too_large', event: { name: 'view_cart' } }],
  });
  // It would take the room of hundreds of others.
  expect(JSON.stringify(delivery?.aside).length).toBeLessThan(2_000);
  expect(troubles).toEqual([]);
});

test('what was too large is counted, and the server hears of it once', async ({ page }) => {
  await page.goto(shop.url);
  await page.evaluate(() => aisle.flush());
  await page.evaluate(async () => {
    const items = Array.from({ length: 100 }, (_, index) => ({ item_id: `L${index}`, item_name: 'x'.repeat(1_000) }));
    aisle.record('view_cart', { items });
    await aisle.flush();
  });
  await lookAt(page, ['A']);
  await lookAt(page, ['B']);
  expect(itemsOf(shop.events())).toEqual(['A', 'B']);
  const batches = shop.seen.filter(({ path }) => path === '/v1/batch');
  expect(batches.map(({ body }) => (body as { drops: object }).drops)).toEqual([{}, { too_large: 1 }, {}]);
});
