import { readyJourney } from '@aisle/engine';
import { type Page, expect, test } from 'playwright/test';
import '../../../helpers/aisle-global.js';
import { type ShopServer, openShopServer, shopPage } from '../../../helpers/shop-server.js';

const attributes = 'data-consent="granted" data-playbook="/v1/sites/demo/playbook.json"';
let shop: ShopServer;
test.beforeEach(async () => {
  shop = await openShopServer({
    playbook: { v: 1, version: 'journey-1', currency: 'EUR', journey: readyJourney },
    pages: {
      '/': shopPage({ attributes }),
      '/cart': shopPage({ attributes }),
      '/asks': shopPage({ attributes: attributes.replace('granted', 'manual') }),
    },
  });
});
test.afterEach(() => shop.close());

const steps = () =>
  shop
    .events()
    .flatMap(({ name, params }) => (name === 'x_stage' ? [[params['from'], params['to'], params['change']]] : []));

const items = [{ item_id: 'A', price: 59 }];
const shopper: readonly (readonly [name: string, params: object, times?: number])[] = [
  ['view_item', { items }, 3],
  ['add_to_cart', { currency: 'EUR', value: 59, items }],
  ['begin_checkout', { currency: 'EUR', value: 59, items }],
  ['purchase', { currency: 'EUR', value: 59, transaction_id: 'T1', items }],
];

const record = (page: Page, [name, params, times = 1]: (typeof shopper)[number]) =>
  page.evaluate(
    async ([event, said, left]) => {
      for (let one = 0; one < left; one++) aisle.record(event, said);
      await aisle.flush();
    },
    [name, params, times] as const,
  );

const theWay = [
  [null, 'discovery', 'entered'],
  ['discovery', 'consideration', 'advanced'],
  ['consideration', 'purchase', 'advanced'],
  ['purchase', 'post-purchase', 'advanced'],
];

/** The playbook is there, and the store has said who the shopper is. */
const ready = async (page: Page): Promise<void> => {
  await page.waitForFunction(() => aisle.decide('x').reason !== 'no-playbook');
  await page.evaluate(() => aisle.flush());
  await page.waitForTimeout(200);
};

test('each step of a journey is an event, told once, over page loads', async ({ page }) => {
  await page.goto(shop.url);
  await ready(page);
  for (const did of shopper) {
    await record(page, did);
    await page.goto(`${shop.url}/cart`);
    await page.waitForTimeout(300);
    await page.reload();
    await page.waitForTimeout(300);
  }
  await page.evaluate(() => aisle.flush());
  expect(steps()).toEqual(theWay);
});

test('a second tab tells nothing again', async ({ page, context }) => {
  const other = await context.newPage();
  for (const tab of [page, other]) {
    await tab.goto(shop.url);
    await ready(tab);
    await tab.waitForTimeout(300);
  }
  for (const did of shopper) {
    await record(page, did);
    await other.reload();
    await other.waitForTimeout(300);
    await other.evaluate(() => aisle.flush());
  }
  expect(steps()).toEqual(theWay);
});

test('the page hears of each step when it is taken', async ({ page }) => {
  await page.goto(shop.url);
  await ready(page);
  await page.evaluate(() => {
    const heard: unknown[] = ((window as unknown as { heard: unknown[] }).heard = []);
    aisle.on('stage', (step) => heard.push(step));
  });
  await page.waitForTimeout(300);
  for (const did of shopper) await record(page, did);
  const heard = await page.evaluate(() => (window as unknown as { heard: unknown[] }).heard);
  expect(heard.slice(-3)).toEqual(theWay.slice(1).map(([from, to]) => ({ from, to })));
});

test('a cart that is emptied is a drop-off', async ({ page }) => {
  await page.goto(shop.url);
  await ready(page);
  for (const did of [shopper[1], shopper[2], ['remove_from_cart', { items }] as const])
    if (did) await record(page, did);
  await page.waitForTimeout(300);
  await page.evaluate(() => aisle.flush());
  expect(steps()).toEqual([
    [null, 'discovery', 'entered'],
    ['discovery', 'consideration', 'advanced'],
    ['consideration', 'purchase', 'advanced'],
    ['purchase', 'discovery', 'dropped'],
  ]);
});

test('nobody is on a journey before they agreed', async ({ page }) => {
  await page.goto(`${shop.url}/asks`);
  await ready(page);
  for (const did of shopper) await record(page, did);
  await page.waitForTimeout(500);
  expect(steps()).toEqual([]);
  expect(shop.events()).toEqual([]);
  await page.evaluate(() => aisle.consent.set({ personalization: 'granted', measurement: 'granted' }));
  await page.waitForTimeout(300);
  await page.evaluate(() => aisle.flush());
  expect(steps()).toEqual([[null, 'post-purchase', 'entered']]);
});
