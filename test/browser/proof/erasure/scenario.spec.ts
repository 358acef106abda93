import { type Page, expect, test } from 'playwright/test';
import { bodyText } from '../../../helpers/body-text.js';
import { ALL_GRANTED, answer, look } from '../../../helpers/consenting.js';
import { watchPosts } from '../../../helpers/posts.js';
import { type ShopServer, openShopServer, shopPage } from '../../../helpers/shop-server.js';
import { storedText } from '../../../helpers/stored-text.js';

let shop: ShopServer;
test.beforeEach(async () => {
  shop = await openShopServer({ pages: { '/': shopPage({ attributes: 'data-consent="manual"' }) } });
});
test.afterEach(() => shop.close());
test.beforeEach(async ({ page }) => {
  await page.goto(shop.url);
  await answer(page, ALL_GRANTED);
  await look(page, 'A');
});

const erase = (page: Page) => page.evaluate(() => aisle.privacy.erase());
const exported = (page: Page) => page.evaluate(() => aisle.privacy.export());

test('B37: erasing empties the device and the server, says so, and goes on with new ids', async ({ page, context }) => {
  const posts = watchPosts(context);
  const before = await exported(page);
  expect(shop.events().length).toBeGreaterThan(0);
  expect(await erase(page)).toBe('acked');
  expect(shop.events()).toEqual([]);
  expect(posts.withdrawals).toHaveLength(1);
  const old = [before?.head.visitorId, before?.head.session?.id, ...(before?.log ?? []).map(({ id }) => id)];
  await look(page, 'B');
  const text = await storedText(page);
  expect(old.filter((id) => id && text.includes(id))).toEqual([]);
  expect(shop.events().map(({ params }) => params.items?.[0]?.item_id)).toEqual(['B']);
});

test('B37: erasing twice is the same as once, also at the same time', async ({ page }) => {
  expect(await erase(page)).toBe('acked');
  expect(await erase(page)).toBe('acked');
  expect(await page.evaluate(() => Promise.all([aisle.privacy.erase(), aisle.privacy.erase()]))).toEqual([
    'acked',
    'acked',
  ]);
  expect(shop.events()).toEqual([]);
});

test('B37: what cannot be said to the server is pending, and is said again', async ({ page, context }) => {
  await context.setOffline(true);
  expect(await erase(page)).toBe('pending');
  expect(shop.events()).not.toEqual([]);
  await context.setOffline(false);
  await expect.poll(() => shop.events()).toEqual([]);
});

test('B37: erasing again while the server does not know yet is pending still', async ({ page, context }) => {
  await context.setOffline(true);
  expect(await erase(page)).toBe('pending');
  expect(await erase(page)).toBe('pending');
});

test('B37: erasing again once the server can be reached tells it, and is acked', async ({ page, context }) => {
  await context.route('**/v1/withdraw', (route) => route.abort());
  expect(await erase(page)).toBe('pending');
  await context.unroute('**/v1/withdraw');
  expect(await erase(page)).toBe('acked');
  expect(shop.events()).toEqual([]);
});

test('B37: a server that refuses for good is failed, and nothing is tried again', async ({ page, context }) => {
  const posts = watchPosts(context);
  shop.refuse(403);
  expect(await erase(page)).toBe('failed');
  shop.refuse(undefined);
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await page.waitForTimeout(500);
  expect(posts.withdrawals).toHaveLength(1);
});

test('B37: erasing while nothing is granted resolves, and sends nothing', async ({ page, context }) => {
  await page.evaluate(() => aisle.consent.withdraw());
  await page.waitForTimeout(300);
  const posts = watchPosts(context);
  expect(await erase(page)).toBe('acked');
  expect(posts.withdrawals).toEqual([]);
});

test('B37: a batch on its way does not bring back what was erased', async ({ page, context }) => {
  let body = '';
  await context.route('**/v1/batch', async (route) => {
    body = bodyText(route.request());
    await new Promise((resolve) => setTimeout(resolve, 500));
    // The page may have let go of it; the server gets it all the same.
    await fetch(`${shop.url}/v1/batch`, { method: 'POST', headers: { 'content-type': 'text/plain' }, body });
    await route.abort();
  });
  await page.evaluate(() => aisle.record('purchase', { currency: 'EUR', value: 1, transaction_id: 'T' }));
  await expect.poll(() => body).toContain('purchase');
  expect(await erase(page)).toBe('acked');
  await page.waitForTimeout(1_000);
  expect(shop.events().filter(({ name }) => name === 'purchase')).toEqual([]);
});
