import { expect, test } from 'playwright/test';
import '../../helpers/aisle-global.js';
import { type ShopServer, openShopServer, shopPage } from '../../helpers/shop-server.js';

let shop: ShopServer;
test.beforeEach(async () => {
  shop = await openShopServer({ pages: { '/': shopPage(), '/next': shopPage() } });
});
test.afterEach(() => shop.close());

const pages = () => shop.events().map(({ params }) => String(params['page_location']).replace(shop.url, ''));

test('a page view is recorded on load and on each new address, and keeps no secret', async ({ page }) => {
  await page.goto(`${shop.url}/?utm_source=mail&token=secret&email=a@b.example#reset`);
  await page.evaluate(async () => {
    history.pushState(null, '', '/list?page=2');
    await Promise.resolve();
    history.replaceState(null, '', '/list?page=3');
    await Promise.resolve();
    history.pushState(null, '', '/item');
    await new Promise((resolve) => setTimeout(resolve, 10));
    history.back();
    await new Promise((resolve) => setTimeout(resolve, 200));
    await aisle.flush();
  });
  expect(pages()).toEqual(['/?utm_source=mail', '/list', '/item', '/list']);
  expect(shop.events()[1]?.params['page_referrer']).toBe(`${shop.url}/?utm_source=mail`);
});

test('a page restored from the back/forward cache goes on sending', async ({ page }) => {
  await page.goto(shop.url);
  await page.goto(`${shop.url}/next`);
  await page.goBack();
  await page.evaluate(async () => {
    aisle('record', 'view_item', { items: [{ item_id: 'A' }] });
    await aisle.flush();
  });
  expect(shop.events().map(({ name }) => name)).toContain('view_item');
});
