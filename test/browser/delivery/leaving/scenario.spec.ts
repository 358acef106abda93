import { type Page, expect, test } from 'playwright/test';
import { ALL_DENIED } from '../../../helpers/consenting.js';
import { type ShopServer, openShopServer, shopPage } from '../../../helpers/shop-server.js';
import { type HostileShop, openHostileShop } from '../../hardening/hostile-shop.js';
import { itemIds, itemsOf } from '../judging-shop.js';

let shop: ShopServer;
let elsewhere: HostileShop;
test.beforeEach(async () => {
  shop = await openShopServer({ pages: { '/': shopPage() } });
  elsewhere = await openHostileShop();
  elsewhere.serve('/', '<!doctype html><title>Elsewhere</title>');
});
test.afterEach(() => Promise.all([shop.close(), elsewhere.close()]));

/** How long each batch was that came, as the server was told. */
const sizes = () =>
  shop.seen.filter(({ path }) => path === '/v1/batch').map(({ headers }) => Number(headers['content-length']));

const arrive = async (page: Page): Promise<void> => {
  await page.goto(shop.url);
  await page.evaluate(() => aisle.flush());
};

interface Leaving {
  readonly ids: readonly string[];
  readonly chars?: number;
  readonly isWithdrawn?: boolean;
}
/** Records views, and is gone before they would be sent by themselves. */
const lookAndLeave = async (page: Page, { ids, chars = 0, isWithdrawn = false }: Leaving): Promise<void> => {
  await page.evaluate(
    async ({ items, text, denied, to }) => {
      for (const id of items) aisle.record('view_item', { items: [{ item_id: id, item_name: text }] });
      // On disk.
      await aisle.privacy.export();
      if (denied) {
        aisle.consent.set(denied);
        await fetch('/?withdrawn');
      }
      location.href = to;
    },
    {
      items: ids,
      text: 'x'.repeat(chars),
      denied: isWithdrawn ? ALL_DENIED : null,
      to: elsewhere.otherUrl,
    },
  );
  await page.waitForURL(`${elsewhere.otherUrl}/`);
};

test('what was recorded just before another site is opened arrives without a return', async ({ page }) => {
  await arrive(page);
  await lookAndLeave(page, { ids: ['A', 'B'] });
  await expect.poll(() => itemsOf(shop.events())).toEqual(['A', 'B']);
});

test('thirty thousand characters arrive so, too', async ({ page }) => {
  await arrive(page);
  await lookAndLeave(page, { ids: itemIds(25), chars: 800 });
  await expect.poll(() => itemsOf(shop.events())).toEqual(itemIds(25));
});

test('nothing leaves with the page when consent was withdrawn before', async ({ page }) => {
  await arrive(page);
  await lookAndLeave(page, { ids: ['A'], isWithdrawn: true });
  await page.waitForTimeout(1_500);
  const withdrawn = shop.requests.indexOf('GET /?withdrawn');
  expect(withdrawn).toBeGreaterThan(0);
  expect(shop.requests.slice(withdrawn)).not.toContain('POST /v1/batch');
  expect(itemsOf(shop.events())).toEqual([]);
});

test('the last request holds at most 48 KiB, and the rest comes with the next visit', async ({ page }) => {
  await arrive(page);
  const before = sizes().length;
  await lookAndLeave(page, { ids: itemIds(100), chars: 1_500 });
  await page.waitForTimeout(1_500);
  const last = sizes().slice(before);
  expect(last).toHaveLength(1);
  expect(last[0]).toBeGreaterThan(1_000);
  expect(last[0]).toBeLessThanOrEqual(48 * 1024);
  await arrive(page);
  expect(itemsOf(shop.events())).toEqual(itemIds(100));
});

test('a page that has nothing unsent leaves without a request', async ({ page }) => {
  await arrive(page);
  await page.evaluate(async () => {
    aisle.record('view_item', { items: [{ item_id: 'A' }] });
    await aisle.flush();
  });
  const before = sizes().length;
  await page.goto(elsewhere.otherUrl);
  await page.waitForTimeout(1_500);
  expect(sizes().length).toBe(before);
});
