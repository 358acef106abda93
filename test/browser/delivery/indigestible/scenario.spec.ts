import { expect, test } from 'playwright/test';
import { type JudgingShop, TAKEN, deliveryOf, itemIds, itemsOf, lookAt, openJudgingShop } from '../judging-shop.js';

let shop: JudgingShop;
test.beforeEach(async () => {
  shop = await openJudgingShop();
});
test.afterEach(() => shop.close());

const REFUSED = { status: 400 };

test('an event that a server cannot read is set aside and costs no other', async ({ page }) => {
  shop.judge((events) => (events.some(({ name }) => name === 'poison') ? REFUSED : TAKEN));
  await page.goto(shop.url);
  await page.evaluate(async (ids) => {
    for (const id of ids) {
      if (id === 'A13') aisle.record('poison', {});
      aisle.record('view_item', { items: [{ item_id: id }] });
    }
    await aisle.flush();
  }, itemIds(30));
  expect(itemsOf(shop.taken())).toEqual(itemIds(30));
  const delivery = await deliveryOf(page);
  expect(delivery?.aside.map(({ reason, event }) => [reason, event.name])).toEqual([['unreadable', 'poison']]);
  expect(delivery?.events).toBe(0);
});

test('the batch after one that was set aside says so, and no other does', async ({ page }) => {
  shop.judge((events) => (events.some(({ name }) => name === 'poison') ? REFUSED : TAKEN));
  await page.goto(shop.url);
  await page.evaluate(async () => {
    aisle.record('poison', {});
    await aisle.flush();
  });
  expect((await deliveryOf(page))?.drops).toEqual({ unreadable: 1 });
  const before = shop.batches.length;
  await lookAt(page, ['A']);
  await lookAt(page, ['B']);
  expect(shop.batches.slice(before).map(({ drops }) => drops)).toEqual([{ unreadable: 1 }, {}]);
  expect((await deliveryOf(page))?.drops).toEqual({});
});

test('a server that cannot read anything costs no event', async ({ page }) => {
  shop.judge(() => REFUSED);
  await page.goto(shop.url);
  await lookAt(page, itemIds(30));
  const outbox = await page.evaluate(async () => (await aisle.privacy.export())?.outbox ?? []);
  expect(itemsOf(outbox)).toEqual(itemIds(30));
  expect(await deliveryOf(page)).toMatchObject({ aside: [], drops: {} });
  const tried = shop.batches.length;
  await page.evaluate(() => aisle.flush());
  expect(shop.batches.length).toBe(tried);
  shop.judge(() => TAKEN);
  await page.goto(`${shop.url}/next`);
  await page.evaluate(() => aisle.flush());
  expect(itemsOf(shop.taken())).toEqual(itemIds(30));
});

test('batches too large for a server are halved until it takes them, and grow again', async ({ page }) => {
  shop.judge((events) => (events.length > 10 ? { status: 413 } : TAKEN));
  await page.goto(shop.url);
  await lookAt(page, itemIds(100));
  expect(itemsOf(shop.taken())).toEqual(itemIds(100));
  expect((await deliveryOf(page))?.aside).toEqual([]);
  const before = shop.batches.length;
  shop.judge(() => TAKEN);
  await lookAt(page, itemIds(300, 'B'));
  expect(itemsOf(shop.taken())).toEqual([...itemIds(100), ...itemIds(300, 'B')]);
  const sizes = shop.batches.slice(before).map(({ events }) => events.length);
  expect(Math.max(...sizes)).toBeGreaterThan(40);
});

test('an event too large for a server alone is set aside for that reason', async ({ page }) => {
  shop.judge((events) => (events.some(({ name }) => name === 'heavy') ? { status: 413 } : TAKEN));
  await page.goto(shop.url);
  await page.evaluate(async () => {
    aisle.record('heavy', {});
    aisle.record('view_item', { items: [{ item_id: 'A' }] });
    await aisle.flush();
  });
  expect(itemsOf(shop.taken())).toEqual(['A']);
  const delivery = await deliveryOf(page);
  expect(delivery?.aside.map(({ reason, event }) => [reason, event.name])).toEqual([['too_large', 'heavy']]);
});
