import { expect, test } from 'playwright/test';
import '../../helpers/aisle-global.js';
import { type ShopServer, openShopServer, shopPage } from '../../helpers/shop-server.js';
import { NOTHING_STORED, storedIn } from '../../helpers/stored.js';

let shop: ShopServer;
test.beforeEach(async () => {
  shop = await openShopServer({ pages: { '/': shopPage({ attributes: 'data-consent="manual"' }) } });
});
test.afterEach(() => shop.close());

const batches = () => shop.requests.filter((request) => request.startsWith('POST /v1/batch'));
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

test('B27, B29, B32: a withdrawal empties the device in every tab without a reload, and sends no event any more', async ({
  context,
}) => {
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

test('B24, B35: ids after a new grant are new, and nothing of before comes back', async ({ page }) => {
  await page.goto(shop.url);
  await page.evaluate(async () => {
    aisle.consent.set({ personalization: 'granted', measurement: 'granted' });
    await aisle.flush();
  });
  const [before] = shop.events();
  expect(before?.visitorId).toMatch(/^[\w-]{21}$/);
  await page.evaluate(async () => {
    await aisle.consent.withdraw();
    aisle.consent.set({ personalization: 'granted', measurement: 'granted' });
    aisle('record', 'view_item', { items: [{ item_id: 'A' }] });
    await aisle.flush();
  });
  await expect.poll(names).toEqual(['view_item']);
  const [after] = shop.events();
  expect([after?.visitorId, after?.sessionId]).not.toContain(before?.visitorId);
  expect([after?.visitorId, after?.sessionId]).not.toContain(before?.sessionId);
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

test('a shopper who refused personalization is measured in one session over page loads', async ({ page }) => {
  await page.addInitScript(() =>
    addEventListener('DOMContentLoaded', () =>
      aisle.consent.set({ personalization: 'denied', measurement: 'granted' }),
    ),
  );
  for (let load = 0; load < 3; load += 1) {
    await page.goto(shop.url);
    await page.evaluate(async () => {
      aisle('record', 'view_item', { items: [{ item_id: 'A' }] });
      await aisle.flush();
    });
  }
  const events = shop.events();
  expect(events.map(({ seq }) => seq)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(new Set(events.map(({ sessionId }) => sessionId)).size).toBe(1);
});

test('a tab that starts refused stops the tabs that still run', async ({ context }) => {
  const [granted, refused] = [await context.newPage(), await context.newPage()];
  await granted.goto(shop.url);
  await granted.evaluate(async () => {
    aisle.consent.set({ personalization: 'granted', measurement: 'granted' });
    await aisle.flush();
  });
  await refused.goto(shop.url);
  await refused.evaluate(() => aisle.consent.set({ personalization: 'denied', measurement: 'denied' }));
  await expect.poll(() => granted.evaluate(() => aisle.consent.get().measurement)).toBe('denied');
  await expect.poll(() => storedIn(granted)).toEqual(NOTHING_STORED);
});

test('after a withdrawal consent can be granted again, in either tab', async ({ context }) => {
  const [first, second] = [await context.newPage(), await context.newPage()];
  const grant = () => aisle.consent.set({ personalization: 'granted', measurement: 'granted' });
  for (const tab of [first, second]) {
    await tab.goto(shop.url);
    await tab.evaluate(grant);
    await tab.evaluate(() => aisle.flush());
  }
  await first.evaluate(() => aisle.consent.withdraw());
  await expect.poll(() => second.evaluate(() => aisle.consent.get().measurement)).toBe('denied');
  for (const tab of [first, second]) {
    await tab.evaluate(grant);
    expect(await tab.evaluate(() => aisle.consent.get().measurement)).toBe('granted');
  }
});

test('an event recorded right after a denied purpose is granted again is kept', async ({ page }) => {
  await page.goto(shop.url);
  await page.evaluate(async () => {
    aisle.consent.set({ personalization: 'granted', measurement: 'granted' });
    await aisle.flush();
    aisle('record', 'view_item', { items: [{ item_id: 'gone' }] });
    aisle.consent.set({ measurement: 'denied' });
    aisle.consent.set({ measurement: 'granted' });
    aisle('record', 'view_item', { items: [{ item_id: 'kept' }] });
    await aisle.flush();
  });
  const items = shop.events().flatMap(({ params }) => params.items?.map(({ item_id: id }) => id) ?? []);
  expect(items).toEqual(['kept']);
});

test('the old profile does not come back after personalization was denied in the middle of a write', async ({
  page,
}) => {
  await page.goto(shop.url);
  await page.evaluate(async () => {
    aisle.consent.set({ personalization: 'granted', measurement: 'granted' });
    await aisle.flush();
    aisle('record', 'view_item', { items: [{ item_id: 'A' }] });
    await Promise.resolve();
    await Promise.resolve();
    aisle.consent.set({ personalization: 'denied' });
    await new Promise((resolve) => setTimeout(resolve, 500));
    aisle.consent.set({ personalization: 'granted' });
    await aisle.flush();
    await new Promise((resolve) => setTimeout(resolve, 500));
  });
  const [stored, quick] = await page.evaluate(async () => [
    JSON.stringify((await aisle.privacy.export())?.head.profile.recents),
    JSON.stringify({ ...localStorage }),
  ]);
  expect(stored).toBe('[]');
  expect(quick).not.toContain('view_item');
});

test('where the browser gives no database everything works but memory, and nothing is thrown', async ({ page }) => {
  const thrown: string[] = [];
  page.on('pageerror', (error) => thrown.push(error.message));
  await page.addInitScript(() => Object.defineProperty(window, 'indexedDB', { value: undefined }));
  await page.goto(shop.url);
  await page.evaluate(async () => {
    aisle.consent.set({ personalization: 'granted', measurement: 'granted' });
    await aisle.flush();
  });
  expect(names()).toEqual(['page_view']);
  await page.evaluate(async () => {
    await aisle.consent.withdraw();
    await aisle.privacy.erase();
  });
  await expect.poll(names).toEqual([]);
  expect(thrown).toEqual([]);
});
