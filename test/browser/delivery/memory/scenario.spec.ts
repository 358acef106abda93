import { type Page, expect, test } from 'playwright/test';
import '../../../helpers/aisle-global.js';
import { type ShopServer, openShopServer, shopPage } from '../../../helpers/shop-server.js';
import { deliveryOf, itemIds, itemsOf, lookAt } from '../judging-shop.js';

const FAILURES = {
  'gives no database': `IDBFactory.prototype.open = () => { throw new DOMException('no', 'UnknownError') }`,
  'has no room left': `IDBObjectStore.prototype.add = () => { throw new DOMException('no', 'QuotaExceededError') }`,
};

let shop: ShopServer;
test.beforeEach(async () => {
  const html = shopPage({ attributes: 'data-consent="granted"' });
  shop = await openShopServer({ pages: { '/': html, '/next': html } });
});
test.afterEach(() => shop.close());

const goOn = async (page: Page): Promise<void> => {
  await page.goto(`${shop.url}/next`);
  await page.evaluate(() => aisle.flush());
};

for (const [name, failure] of Object.entries(FAILURES)) {
  test(`what could not be sent before a page was left arrives with the next one, once when the browser ${name}`, async ({
    page,
  }) => {
    await page.addInitScript({ content: failure });
    shop.refuse(503);
    await page.goto(shop.url);
    await lookAt(page, itemIds(20));
    await goOn(page);
    await goOn(page);
    expect(shop.events()).toEqual([]);
    shop.refuse(undefined);
    await goOn(page);
    await goOn(page);
    expect(itemsOf(shop.events())).toEqual(itemIds(20));
    expect(shop.events().filter((event) => event.name === 'page_view')).toHaveLength(5);
    const sent = shop.seen.flatMap(({ body }) => (body as { events?: { id: string }[] } | undefined)?.events ?? []);
    expect(sent.length).toBe(new Set(sent.map(({ id }) => id)).size);
  });

  test(`all that a long page recorded arrives with the next one, what it began with included, when the browser ${name}`, async ({
    page,
  }) => {
    await page.addInitScript({ content: failure });
    shop.refuse(503);
    await page.goto(shop.url);
    await page.evaluate(async (ids) => {
      for (const id of ids) {
        aisle.record('view_item', { items: [{ item_id: id }] });
        await aisle.privacy.export();
      }
    }, itemIds(260));
    shop.refuse(undefined);
    await goOn(page);
    await goOn(page);
    expect(itemsOf(shop.events())).toEqual(itemIds(260));
  });

  test(`the device says how much waits when the browser ${name}`, async ({ page }) => {
    await page.addInitScript({ content: failure });
    const warnings: string[] = [];
    page.on('console', (message) => void (message.type() === 'warning' && warnings.push(message.text())));
    shop.refuse(503);
    await page.goto(shop.url);
    await lookAt(page, itemIds(20));
    expect((await deliveryOf(page))?.events).toBe(21);
    expect(warnings.join()).toMatch(/storage\/\w+: going on in memory/);
    shop.refuse(undefined);
    await page.evaluate(() => aisle.flush());
    expect(await deliveryOf(page)).toMatchObject({ events: 0, chars: 0 });
    expect(itemsOf(shop.events())).toEqual(itemIds(20));
  });
}
