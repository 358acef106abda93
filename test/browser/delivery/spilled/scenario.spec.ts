import { type Page, expect, test } from 'playwright/test';
import '../../../helpers/aisle-global.js';
import { type ShopServer, openShopServer, shopPage } from '../../../helpers/shop-server.js';
import { itemIds, itemsOf } from '../judging-shop.js';

let shop: ShopServer;
test.beforeEach(async () => {
  shop = await openShopServer({ pages: { '/': shopPage() } });
});
test.afterEach(() => shop.close());

const spillsIn = (page: Page) =>
  page.evaluate(() => Object.entries(localStorage).filter(([name]) => name.startsWith('aisle-demo/')));
/** Records a view that is spilled in the same task, as by a page that dies; answers what was spilled. */
const spill = async (page: Page, itemId: string): Promise<string> => {
  const text = await page.evaluate((id) => {
    aisle.record('view_item', { items: [{ item_id: id }] });
    document.dispatchEvent(new Event('freeze'));
    const name = Object.keys(localStorage).find((one) => one.startsWith('aisle-demo/')) ?? '';
    return localStorage.getItem(name) ?? '';
  }, itemId);
  expect(text).toContain(`"${itemId}"`);
  return text;
};
/** What a page that opens now finds, under these names. */
const leave = (page: Page, text: string, names: readonly string[]): Promise<void> =>
  page.evaluate(([left, under]) => under.forEach((name) => localStorage.setItem(`aisle-demo/${name}`, left)), [
    text,
    names,
  ] as const);
const viewedIn = async (page: Page) => {
  const stored = await page.evaluate(() => aisle.privacy.export());
  return {
    items: itemsOf(stored?.log ?? []),
    counted: stored?.head.profile.counts['view_item'],
  };
};

test('what was spilled is written once, and lies nowhere else then', async ({ page }) => {
  await page.goto(shop.url);
  await page.evaluate(() => aisle.flush());
  await spill(page, 'A');
  await page.reload();
  await page.evaluate(() => aisle.flush());
  expect(await viewedIn(page)).toEqual({ items: ['A'], counted: 1 });
  expect(itemsOf(shop.events())).toEqual(['A']);
  expect(await spillsIn(page)).toEqual([]);
});

test('what two pages spilled is written once', async ({ page }) => {
  await page.goto(shop.url);
  await page.evaluate(() => aisle.flush());
  const text = await spill(page, 'A');
  await leave(page, text, ['one', 'two', 'three']);
  await page.reload();
  await page.evaluate(() => aisle.flush());
  expect(await viewedIn(page)).toEqual({ items: ['A'], counted: 1 });
  expect(await spillsIn(page)).toEqual([]);
});

test('what comes back after more than a hundred other writes is known, and counted once', async ({ page }) => {
  await page.goto(shop.url);
  await page.evaluate(() => aisle.flush());
  const text = await spill(page, 'A');
  const others = itemIds(130);
  await page.evaluate(async (ids) => {
    for (const id of ids) {
      aisle.record('view_item', { items: [{ item_id: id }] });
      await aisle.privacy.export();
    }
  }, others);
  await leave(page, text, ['late']);
  await page.reload();
  await page.evaluate(() => aisle.flush());
  expect(await viewedIn(page)).toEqual({ items: ['A', ...others], counted: 131 });
  expect(itemsOf(shop.events()).toSorted()).toEqual(['A', ...others].toSorted());
});

test('what a page found stays where it was until it is written', async ({ page }) => {
  await page.goto(shop.url);
  await page.evaluate(() => aisle.flush());
  const text = await spill(page, 'A');
  await page.evaluate(() => aisle.flush());
  await leave(page, text.replaceAll('"A"', '"B"').replaceAll(/"id":"[^"]+"/g, '"id":"0123456789abcdefghijk"'), [
    'late',
  ]);
  // Another page of the site keeps the database busy.
  const other = await page.context().newPage();
  await other.goto(`${shop.url}/favicon.ico`);
  await other.evaluate(async () => {
    const request = indexedDB.open('aisle-demo');
    const db = await new Promise<IDBDatabase>((resolve) => (request.onsuccess = () => resolve(request.result)));
    const store = db.transaction(['state', 'log', 'outbox'], 'readwrite').objectStore('state');
    const hold = (): void => {
      if (!Reflect.get(window, 'isLetGo')) store.get('head').onsuccess = hold;
    };
    hold();
  });
  await page.reload();
  await page.waitForTimeout(500);
  expect((await spillsIn(page)).map(([name]) => name)).toContain('aisle-demo/late');
  await other.evaluate(() => void Reflect.set(window, 'isLetGo', true));
  await page.evaluate(() => aisle.flush());
  expect((await viewedIn(page)).items).toEqual(['A', 'B']);
  expect(await spillsIn(page)).toEqual([]);
});
