import { type Page, expect, test } from 'playwright/test';
import { bodyText } from '../../../helpers/body-text.js';
import { type ShopServer, openShopServer } from '../../../helpers/shop-server.js';
import { type HostileShop, hostilePage, openHostileShop } from '../../hardening/hostile-shop.js';
import { itemIds, itemsOf, lookAt } from '../judging-shop.js';

// The page is of one origin, the server of another.
let ingest: ShopServer;
let shop: HostileShop;
test.beforeEach(async () => {
  [ingest, shop] = [await openShopServer({ pages: {} }), await openHostileShop()];
  shop.serve('/', hostilePage({ attributes: `data-consent="granted" data-ingest="${ingest.url}/v1/batch"` }));
});
test.afterEach(() => Promise.all([ingest.close(), shop.close()]));

/** What a page posts from now on: how long it is, and how it went. */
const watchBodies = (page: Page) => {
  const bodies: { readonly chars: number; readonly bytes: number; readonly isPacked: boolean }[] = [];
  page.on('request', (request) => {
    const body = request.postDataBuffer();
    if (body) bodies.push({ chars: bodyText(request).length, bytes: body.length, isPacked: body[0] === 0x1f });
  });
  return bodies;
};

test('a batch of more than a thousand characters goes packed, a smaller one as it is', async ({ page }) => {
  const bodies = watchBodies(page);
  await page.goto(shop.url);
  await page.evaluate(() => aisle.flush());
  await lookAt(page, itemIds(20));
  expect(bodies.map(({ isPacked }) => isPacked)).toEqual([false, true]);
  expect(bodies.map(({ chars }) => chars > 1_000)).toEqual([false, true]);
  expect(itemsOf(ingest.events())).toEqual(itemIds(20));
});

test('no batch needs a preflight, packed or not, at a server of another origin', async ({ page }) => {
  await page.goto(shop.url);
  await page.evaluate(() => aisle.flush());
  await lookAt(page, itemIds(20));
  expect(new Set(ingest.requests)).toEqual(new Set(['POST /v1/batch']));
  expect(new Set(ingest.seen.map(({ headers }) => headers['content-type']))).toEqual(new Set(['text/plain']));
  expect(ingest.seen.map(({ headers }) => headers['content-encoding'])).toEqual([undefined, undefined]);
});

test('two hundred like events take less than a hundred bytes each on the wire', async ({ page }) => {
  const bodies = watchBodies(page);
  await page.goto(shop.url);
  await lookAt(page, itemIds(200));
  expect(itemsOf(ingest.events())).toEqual(itemIds(200));
  expect(bodies.reduce((sum, { bytes }) => sum + bytes, 0) / 200).toBeLessThan(100);
});
