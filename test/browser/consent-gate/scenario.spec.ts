import { expect, test } from 'playwright/test';
import '../../helpers/aisle-global.js';
import { type ShopServer, openShopServer, shopPage } from '../../helpers/shop-server.js';
import { NOTHING_STORED, storedIn } from '../../helpers/stored.js';

let shop: ShopServer;
test.beforeEach(async () => {
  shop = await openShopServer({ pages: { '/': shopPage({ attributes: 'data-consent="manual"' }) } });
});
test.afterEach(() => shop.close());

const batches = () => shop.requests.filter((request) => request.startsWith('POST'));
const names = () => shop.events().map(({ name }) => name);

test('before an answer nothing is stored and nothing leaves', async ({ page }) => {
  await page.goto(shop.url);
  await page.evaluate(async () => {
    aisle('record', 'view_item', { items: [{ item_id: 'A' }] });
    await aisle.flush();
  });
  await page.waitForTimeout(1500);
  expect(await storedIn(page)).toEqual(NOTHING_STORED);
  expect(batches()).toEqual([]);
});

test('what waited is kept with its own time and a mark when consent is granted', async ({ page }) => {
  await page.goto(shop.url);
  const recordedMs = await page.evaluate(async () => {
    aisle('record', 'view_item', { items: [{ item_id: 'A' }] });
    return Date.now();
  });
  await page.waitForTimeout(300);
  await page.evaluate(async () => {
    aisle.consent.set({ personalization: 'granted', measurement: 'granted' });
    await aisle.flush();
  });
  expect(names()).toEqual(['page_view', 'view_item']);
  expect(shop.events()[1]).toMatchObject({ retroactive: true });
  expect(Math.abs((shop.events()[1]?.atMs ?? 0) - recordedMs)).toBeLessThan(200);
});

test('a refusal drops what waited and stores nothing', async ({ page }) => {
  await page.goto(shop.url);
  await page.evaluate(async () => {
    aisle.consent.set({ personalization: 'denied', measurement: 'denied' });
    aisle('record', 'view_item', { items: [{ item_id: 'A' }] });
    await aisle.flush();
  });
  await page.waitForTimeout(500);
  expect(await storedIn(page)).toEqual(NOTHING_STORED);
  expect(batches()).toEqual([]);
});

test('personalization alone remembers on the device and sends nothing', async ({ page }) => {
  await page.goto(shop.url);
  const stored = await page.evaluate(async () => {
    aisle.consent.set({ personalization: 'granted', measurement: 'denied' });
    aisle('record', 'view_item', { items: [{ item_id: 'A' }] });
    await aisle.flush();
    return aisle.privacy.export();
  });
  expect(stored?.head.profile.recents.map(({ itemId }) => itemId)).toEqual(['A']);
  expect(stored?.outbox).toEqual([]);
  expect(batches()).toEqual([]);
});

test('measurement alone sends a session and no visitor, and keeps no profile', async ({ page }) => {
  await page.goto(shop.url);
  const stored = await page.evaluate(async () => {
    aisle.consent.set({ personalization: 'denied', measurement: 'granted' });
    aisle('record', 'view_item', { items: [{ item_id: 'A' }] });
    await aisle.flush();
    return aisle.privacy.export();
  });
  expect(names()).toEqual(['page_view', 'view_item']);
  expect(shop.events().map((event) => 'visitorId' in event)).toEqual([false, false]);
  expect(stored?.head).toMatchObject({ visitorId: null, profile: { recents: [] } });
  expect(stored?.log).toEqual([]);
});

test('a withdrawal empties the device in every tab without a reload, and sends no farewell', async ({ context }) => {
  const [page, other] = [await context.newPage(), await context.newPage()];
  for (const tab of [page, other]) {
    await tab.goto(shop.url);
    await tab.evaluate(async () => {
      aisle.consent.set({ personalization: 'granted', measurement: 'granted' });
      await aisle.flush();
    });
  }
  const sent = batches().length;
  await page.evaluate(() => {
    aisle('record', 'view_item', { items: [{ item_id: 'A' }] });
    aisle.consent.withdraw();
  });
  await expect.poll(() => storedIn(page)).toEqual(NOTHING_STORED);
  await other.evaluate(() => aisle('record', 'view_item', { items: [{ item_id: 'B' }] }));
  await other.waitForTimeout(1500);
  expect(await storedIn(other)).toEqual(NOTHING_STORED);
  expect(await other.evaluate(() => aisle.consent.get().measurement)).toBe('denied');
  expect(batches()).toHaveLength(sent);
});

test('ids after a new grant are new', async ({ page }) => {
  await page.goto(shop.url);
  await page.evaluate(async () => {
    const grant = () => aisle.consent.set({ personalization: 'granted', measurement: 'granted' });
    grant();
    await aisle.flush();
    aisle.consent.withdraw();
    grant();
    aisle('record', 'view_item', { items: [{ item_id: 'A' }] });
    await aisle.flush();
  });
  const ids = shop.events().map(({ visitorId, sessionId }) => `${visitorId} ${sessionId}`);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(2);
});

test('a purpose withdrawn alone takes only what rested on it', async ({ page }) => {
  shop.refuse(503);
  await page.goto(shop.url);
  const stored = await page.evaluate(async () => {
    aisle.consent.set({ personalization: 'granted', measurement: 'granted' });
    await aisle.flush();
    aisle.consent.set({ measurement: 'denied' });
    await new Promise((resolve) => setTimeout(resolve, 100));
    return aisle.privacy.export();
  });
  expect(stored?.outbox).toEqual([]);
  expect(stored?.log.map(({ name }) => name)).toEqual(['page_view']);
});

test('a purpose withdrawn while an event is being written does not write it twice', async ({ page }) => {
  await page.goto(shop.url);
  const stored = await page.evaluate(async () => {
    aisle.consent.set({ personalization: 'granted', measurement: 'granted' });
    await aisle.flush();
    const put = IDBObjectStore.prototype.put;
    // The head is put in the middle of the transaction that appends.
    IDBObjectStore.prototype.put = function (...values) {
      IDBObjectStore.prototype.put = put;
      aisle.consent.set({ measurement: 'denied' });
      return put.apply(this, values);
    };
    aisle('record', 'view_item', { items: [{ item_id: 'A' }] });
    await aisle.flush();
    await new Promise((resolve) => setTimeout(resolve, 200));
    return aisle.privacy.export();
  });
  expect(stored?.log.map(({ name }) => name)).toEqual(['page_view', 'view_item']);
  expect(stored?.head.profile.counts['view_item']).toBe(1);
  expect(stored?.outbox).toEqual([]);
});

test('a global privacy signal denies marketing and sharing whatever is said', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }));
  await page.goto(shop.url);
  const consent = await page.evaluate(() => {
    aisle.consent.set({ personalization: 'granted', measurement: 'granted', marketing: 'granted', sharing: 'granted' });
    return aisle.consent.get();
  });
  expect(consent).toMatchObject({ personalization: 'granted', marketing: 'denied', sharing: 'denied' });
});

test('a polluted prototype grants nothing', async ({ page }) => {
  await page.addInitScript(() => {
    for (const purpose of ['personalization', 'measurement', 'marketing', 'sharing'])
      Object.defineProperty(Object.prototype, purpose, { value: 'granted', writable: true, configurable: true });
  });
  await page.goto(shop.url);
  expect(await page.evaluate(() => aisle.consent.get().measurement)).toBe('pending');
  await page.waitForTimeout(500);
  expect((await storedIn(page)).databases).toEqual([]);
});
