import { type Page, expect, test } from 'playwright/test';
import { type ShopServer, openShopServer, shopPage } from '../../../helpers/shop-server.js';
import { itemsOf, lookAt } from '../judging-shop.js';

// What a page asks of its disk, and what it does when the browser takes the disk away.

let shop: ShopServer;
test.beforeEach(async ({ page }) => {
  shop = await openShopServer({ pages: { '/': shopPage() } });
  await page.addInitScript(() => {
    const asked: string[] = [];
    const { transaction } = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function (this: IDBDatabase, stores, mode, options) {
      if (mode === 'readwrite') asked.push(options?.durability ?? 'default');
      Object.assign(window, { asked, database: this });
      return transaction.call(this, stores, mode, options);
    };
  });
  await page.goto(shop.url);
  await page.evaluate(() => aisle.flush());
});
test.afterEach(() => shop.close());

/** How durable the writes are that an event causes, each kind once. */
const durabilityOf = (page: Page, name: 'purchase' | 'refund' | 'view_item') =>
  page.evaluate(async (event) => {
    const asked = Reflect.get(window, 'asked') as string[];
    asked.length = 0;
    aisle.record(event, { transaction_id: 'T1', value: 1, currency: 'EUR', items: [{ item_id: 'A' }] });
    await aisle.flush();
    return [...new Set(asked)].toSorted();
  }, name);

for (const name of ['purchase', 'refund'] as const)
  test(`a ${name} is written through to the disk`, async ({ page }) => {
    expect(await durabilityOf(page, name)).toContain('strict');
  });

test('a view costs no flush of the disk', async ({ page }) => {
  expect(await durabilityOf(page, 'view_item')).toEqual(['relaxed']);
});

test('a page goes on with a connection of its own when the browser ends the one it has', async ({ page }) => {
  await page.evaluate(() => {
    const { database } = window as unknown as { database: IDBDatabase };
    // What a browser does when it takes a database away; nothing can be asked of the connection afterwards.
    database.close();
    database.dispatchEvent(new Event('close'));
  });
  const warnings: string[] = [];
  page.on('console', (message) => void (message.type() === 'warning' && warnings.push(message.text())));
  await lookAt(page, ['A']);
  expect(itemsOf(shop.events())).toEqual(['A']);
  expect(warnings).toEqual([]);
});
