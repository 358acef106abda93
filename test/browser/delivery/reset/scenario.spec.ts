import { expect, test } from 'playwright/test';
import { ALL_GRANTED } from '../../../helpers/consenting.js';
import { type JudgingShop, TAKEN, deliveryOf, itemIds, itemsOf, lookAt, openJudgingShop } from '../judging-shop.js';

let shop: JudgingShop;
test.beforeEach(async () => {
  shop = await openJudgingShop();
  shop.serve('/v1/withdraw', { status: 202, body: '{}' });
});
test.afterEach(() => shop.close());

const DOWN = { status: 503 };
const toldDrops = () =>
  shop.batches
    .filter(({ status }) => status === 202)
    .map(({ drops }) => drops)
    .filter((drops) => Object.keys(drops).length > 0);

test('what a reset takes with it before it was sent is counted, and told with the next batch, once', async ({
  page,
}) => {
  shop.judge(() => DOWN);
  await page.goto(shop.url);
  await lookAt(page, itemIds(3));
  await page.evaluate(() => aisle.reset());
  shop.judge(() => TAKEN);
  await lookAt(page, ['B']);
  await lookAt(page, ['C']);
  expect(itemsOf(shop.taken())).toEqual(['B', 'C']);
  // With the view of the page.
  expect(toldDrops()).toEqual([{ reset: 4 }]);
});

test('what was recorded in the same task as a reset is counted, too, and no event twice', async ({ page }) => {
  shop.judge(() => DOWN);
  await page.goto(shop.url);
  await lookAt(page, ['A']);
  await page.evaluate(() => {
    aisle.record('purchase', { transaction_id: 'T1', value: 1, currency: 'EUR', items: [{ item_id: 'A' }] });
    return aisle.reset();
  });
  shop.judge(() => TAKEN);
  await lookAt(page, ['B']);
  expect(toldDrops()).toEqual([{ reset: 3 }]);
});

test('a page that is left after a reset leaves the count to the next one', async ({ page }) => {
  shop.judge(() => DOWN);
  await page.goto(shop.url);
  await lookAt(page, itemIds(3));
  await page.evaluate(() => aisle.reset());
  await page.evaluate(() => aisle.privacy.export());
  shop.judge(() => TAKEN);
  await page.goto(`${shop.url}/next`);
  await page.evaluate(() => aisle.flush());
  expect(toldDrops()).toEqual([{ reset: 4 }]);
});

test('a withdrawal counts nothing of what it takes with it', async ({ page }) => {
  shop.judge(() => DOWN);
  await page.goto(shop.url);
  await lookAt(page, itemIds(3));
  shop.judge(() => TAKEN);
  await page.evaluate(async (granted) => {
    await aisle.consent.withdraw();
    aisle.consent.set(granted);
  }, ALL_GRANTED);
  await lookAt(page, ['B']);
  expect(itemsOf(shop.taken())).toEqual(['B']);
  expect(toldDrops()).toEqual([]);
  expect((await deliveryOf(page))?.drops).toEqual({});
});
