import { type Browser, expect, test } from 'playwright/test';
import { openCachingBrowser } from '../../../helpers/caching-browser.js';
import { ALL_GRANTED, answer, look } from '../../../helpers/consenting.js';
import { watchPosts } from '../../../helpers/posts.js';
import { type ShopServer, openShopServer, shopPage } from '../../../helpers/shop-server.js';
import { NOTHING_STORED, storedIn } from '../../../helpers/stored.js';

let browser: Browser;
let shop: ShopServer;
test.beforeAll(async () => {
  browser = await openCachingBrowser();
  shop = await openShopServer({
    pages: {
      '/': shopPage({ attributes: 'data-consent="manual"' }),
      '/bare': '<!doctype html><link rel="icon" href="data:,"><title>Bare</title>',
    },
  });
});
test.afterAll(async () => {
  await browser.close();
  await shop.close();
});

test('B29: a page that comes back from the back/forward cache obeys what was withdrawn meanwhile', async () => {
  const context = await browser.newContext();
  const [page, other] = [await context.newPage(), await context.newPage()];
  await page.goto(shop.url);
  await page.evaluate(() => addEventListener('pageshow', ({ persisted }) => Object.assign(window, { persisted })));
  await answer(page, ALL_GRANTED);
  await look(page, 'A');
  await page.waitForTimeout(500);
  await page.goto(`${shop.url}/bare`);
  await other.goto(shop.url);
  await answer(other, ALL_GRANTED);
  await other.evaluate(() => aisle.consent.withdraw());
  await expect.poll(() => storedIn(other)).toEqual(NOTHING_STORED);
  const posts = watchPosts(context);
  await page.goBack({ waitUntil: 'commit' });
  await page.waitForTimeout(500);
  const came = await page.evaluate(() => [Reflect.get(window, 'persisted') === true, aisle.consent.get().measurement]);
  // Chromium may have thrown the page away: then it begins anew and has no answer.
  test.info().annotations.push({ type: 'restored', description: String(came[0]) });
  expect(came[1]).toBe(came[0] ? 'denied' : 'pending');
  await page.evaluate(() => aisle.record('purchase', { currency: 'EUR', value: 1, transaction_id: 'T' }));
  await page.waitForTimeout(1_500);
  expect(posts.batches).toEqual([]);
  expect(await storedIn(page)).toEqual(NOTHING_STORED);
  await context.close();
});
