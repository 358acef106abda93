import { type Page, expect, test } from 'playwright/test';
import { type ShopServer, openShopServer, shopPage } from '../../../helpers/shop-server.js';
import { deliveryOf, itemsOf, lookAt } from '../judging-shop.js';

let shop: ShopServer;
test.beforeEach(async () => {
  shop = await openShopServer({
    pages: {
      '/': shopPage(),
      '/bare': '<!doctype html><link rel="icon" href="data:,"><title>Bare</title>',
    },
  });
});
test.afterEach(() => shop.close());

/** Puts into a store what another script of the origin, or a broken disk, might. */
const put = async (page: Page, store: string, values: readonly unknown[], key?: string): Promise<void> => {
  await page.goto(`${shop.url}/bare`);
  await page.evaluate(
    async ([into, records, at]) => {
      const db = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open('aisle-demo');
        request.onsuccess = () => resolve(request.result);
      });
      const tx = db.transaction(into, 'readwrite');
      for (const record of records) tx.objectStore(into).put(record, at);
      await new Promise((resolve) => (tx.oncomplete = resolve));
      db.close();
    },
    [store, values, key] as const,
  );
};
const begin = async (page: Page): Promise<void> => {
  shop.refuse(503);
  await page.goto(shop.url);
  await lookAt(page, ['A']);
};
const goOn = async (page: Page, itemId: string): Promise<void> => {
  await page.goto(shop.url);
  await lookAt(page, [itemId]);
};
const dropsTold = () =>
  shop.seen
    .filter(({ path }) => path === '/v1/batch')
    .map(({ body }) => (body as { readonly drops: object }).drops)
    .filter((drops) => Object.keys(drops).length > 0);

const RECORDS: Readonly<Record<string, unknown>> = {
  'a text': 'junk',
  'a number': 7,
  'a list of nothing': [null],
  'a list of texts': ['junk'],
  'an event of no shape': [{ id: 1, consent: 7, params: 7 }],
};
for (const [name, record] of Object.entries(RECORDS))
  test(`${name} in the outbox holds nothing up, and is counted once`, async ({ page }) => {
    await begin(page);
    await put(page, 'outbox', [record]);
    shop.refuse(undefined);
    await goOn(page, 'B');
    await goOn(page, 'C');
    expect(itemsOf(shop.events())).toEqual(['A', 'B', 'C']);
    await goOn(page, 'D');
    expect(dropsTold()).toEqual([{ unreadable: 1 }]);
    expect(await deliveryOf(page)).toMatchObject({ events: 0, chars: 0, drops: {} });
  });

test('what is an event in a record that somebody spoilt is sent, and the rest counted', async ({ page }) => {
  await begin(page);
  const outbox = await page.evaluate(async () => (await aisle.privacy.export())?.outbox ?? []);
  const event = { ...outbox.at(-1), id: 'foreign-0123456789abc', seq: 100, params: { items: [{ item_id: 'X' }] } };
  await put(page, 'outbox', [[null, event, 'junk']]);
  shop.refuse(undefined);
  await goOn(page, 'B');
  await goOn(page, 'C');
  expect(itemsOf(shop.events())).toEqual(['A', 'B', 'C', 'X']);
  expect(dropsTold()).toEqual([{ unreadable: 2 }]);
});

test('more spoilt records than are read at once hold nothing up', async ({ page }) => {
  await begin(page);
  await put(
    page,
    'outbox',
    Array.from({ length: 250 }, () => [null]),
  );
  shop.refuse(undefined);
  await goOn(page, 'B');
  await goOn(page, 'C');
  expect(itemsOf(shop.events())).toEqual(['A', 'B', 'C']);
});

test('spoilt records before all others hold nothing up', async ({ page }) => {
  await page.goto(shop.url);
  await page.evaluate(() => aisle.flush());
  await put(
    page,
    'outbox',
    Array.from({ length: 250 }, () => 'junk'),
  );
  await goOn(page, 'A');
  await goOn(page, 'B');
  expect(itemsOf(shop.events())).toEqual(['A', 'B']);
  expect(dropsTold()).toEqual([{ unreadable: 250 }]);
});

const STATES: readonly (readonly [string, unknown])[] = [
  ['delivery', 'junk'],
  ['delivery', { aside: 7, drops: 7, trouble: 7, lease: 7 }],
  ['delivery', { aside: [null, { reason: 'x' }] }],
];
for (const [index, [key, value]] of STATES.entries())
  test(`what is known of the delivery, and spoilt (${index}), holds nothing up`, async ({ page }) => {
    await begin(page);
    await put(page, 'state', [value], key);
    shop.refuse(undefined);
    await goOn(page, 'B');
    expect(itemsOf(shop.events())).toEqual(['A', 'B']);
  });

test('a spoilt log of what the shopper did is read around', async ({ page }) => {
  await begin(page);
  await put(page, 'log', ['junk', [null], 7]);
  shop.refuse(undefined);
  await goOn(page, 'B');
  const log = await page.evaluate(async () => (await aisle.privacy.export())?.log ?? []);
  expect(itemsOf(log)).toEqual(['A', 'B']);
  expect(itemsOf(shop.events())).toEqual(['A', 'B']);
});
