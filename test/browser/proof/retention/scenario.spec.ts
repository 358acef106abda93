import type { AisleEvent, Playbook } from '@aisle/schema';
import { type Page, expect, test } from 'playwright/test';
import { look } from '../../../helpers/consenting.js';
import { deviceOf, recordIn } from '../../../helpers/device.js';
import { type ShopServer, openShopServer, shopPage } from '../../../helpers/shop-server.js';
import { storedText } from '../../../helpers/stored-text.js';

const DAY_MS = 86_400_000;
const playbook: Playbook = {
  v: 1,
  version: 'retention-1',
  segments: [{ id: 'lookers', title: 'Lookers', when: { 'profile.counts.view_item': { $gte: 1 } } }],
  slots: [],
};

let shop: ShopServer;
test.beforeEach(async () => {
  shop = await openShopServer({
    playbook,
    pages: {
      '/': shopPage({
        attributes: 'data-consent="granted" data-retention-days="30" data-playbook="/v1/sites/demo/playbook.json"',
      }),
      '/bare': '<!doctype html><link rel="icon" href="data:,"><title>Bare</title>',
    },
  });
  shop.refuse(503);
});
test.afterEach(() => shop.close());

/** Makes all that lies there so many days older, as if the shopper had not come since. */
const age = (page: Page, days: number) =>
  page.evaluate(async (byMs) => {
    const older = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(older);
      if (typeof value !== 'object' || value === null) return value;
      const entries = Object.entries(value).map(([key, one]) => [
        key,
        /AtMs$|^atMs$|SinceMs$/.test(key) && typeof one === 'number' ? one - byMs : older(one),
      ]);
      return Object.fromEntries(entries);
    };
    const db = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('aisle-demo');
      request.onsuccess = () => resolve(request.result);
    });
    const tx = db.transaction(db.objectStoreNames, 'readwrite');
    for (const store of db.objectStoreNames)
      tx.objectStore(store).openCursor().onsuccess = ({ target }) => {
        const cursor = (target as IDBRequest<IDBCursorWithValue | null>).result;
        if (!cursor) return;
        cursor.update(cursor.key === 'clock' ? cursor.value - byMs : older(cursor.value));
        cursor.continue();
      };
    await new Promise((resolve) => (tx.oncomplete = resolve));
    db.close();
    const snapshot = localStorage.getItem('aisle-demo');
    if (snapshot) localStorage.setItem('aisle-demo', JSON.stringify(older(JSON.parse(snapshot))));
  }, days * DAY_MS);
const flat = async (page: Page, store: string) =>
  ((await deviceOf(page)).databases['aisle-demo']?.[store] ?? []).flatMap(([, events]) => events as AisleEvent[]);
const begin = async (page: Page) => {
  await page.goto(shop.url);
  await page.evaluate(() => aisle.flush());
  await look(page, 'old-item');
  await expect
    .poll(() => page.evaluate(async () => (await aisle.privacy.export())?.head.segments))
    .toEqual(['lookers']);
  await page.waitForTimeout(500);
};

test('B25: what is too old is gone after the next open: events, profile, segments, ids and the copy for a quick start', async ({
  page,
}) => {
  await begin(page);
  const before = await page.evaluate(() => aisle.privacy.export());
  await page.goto(`${shop.url}/bare`);
  await age(page, 31);
  await page.goto(shop.url);
  await page.evaluate(() => aisle.flush());
  await page.waitForTimeout(800);
  const text = await storedText(page);
  const old = [
    before?.head.visitorId,
    before?.head.session?.id,
    ...(before?.log ?? []).map(({ id }) => id),
    'old-item',
  ];
  expect(old.filter((one) => one && text.includes(one))).toEqual([]);
  const after = await page.evaluate(() => aisle.privacy.export());
  expect(after?.head.segments).toEqual([]);
  expect(after?.head.profile.counts).toEqual({ page_view: 1 });
});

test('B25: what is too old is unreadable from the first moment of a page', async ({ page }) => {
  await begin(page);
  await page.goto(`${shop.url}/bare`);
  await age(page, 31);
  // The store's own code never comes.
  await page.route('**/aisle-keep-*.js', () => {});
  await page.goto(shop.url);
  await page.waitForTimeout(500);
  const explained = await page.evaluate(() => JSON.stringify([aisle.decide('x'), aisle.recommend('x')]));
  expect(explained).not.toContain('old-item');
});

test('B25: what is a day younger than may be kept stays', async ({ page }) => {
  await begin(page);
  const id = await page.evaluate(async () => (await aisle.privacy.export())?.head.visitorId);
  await page.goto(`${shop.url}/bare`);
  await age(page, 29);
  await page.goto(shop.url);
  await page.evaluate(() => aisle.flush());
  const after = await page.evaluate(() => aisle.privacy.export());
  expect(after?.head.visitorId).toBe(id);
  expect(after?.head.profile.recents.map(({ itemId }) => itemId)).toEqual(['old-item']);
});

test('B25: in a tab that never closes what is too old goes, too, and the id with it', async ({ page }) => {
  await page.clock.install();
  await begin(page);
  const before = await page.evaluate(() => aisle.privacy.export());
  // Hours one by one would take long: the last of them prunes.
  await page.clock.fastForward(31 * DAY_MS);
  await page.clock.runFor(3_600_000);
  await expect.poll(() => flat(page, 'log')).toEqual([]);
  expect(await flat(page, 'outbox')).toEqual([]);
  await look(page, 'new-item');
  const after = await page.evaluate(() => aisle.privacy.export());
  expect(after?.head.profile.recents.map(({ itemId }) => itemId)).toEqual(['new-item']);
  expect(after?.head.visitorId).toMatch(/^[\w-]{21}$/);
  expect(after?.head.visitorId).not.toBe(before?.head.visitorId);
});

test('B25: a tab that never closes decides by nothing that is too old, and keeps no copy of it', async ({ page }) => {
  await page.clock.install();
  await begin(page);
  await page.clock.fastForward(31 * DAY_MS);
  await page.clock.runFor(3_600_000);
  await expect.poll(() => flat(page, 'log')).toEqual([]);
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain('old-item');
});

test('B25: events of before are too old while those of the same shopper after it stay', async ({ page }) => {
  await begin(page);
  await page.goto(`${shop.url}/bare`);
  await age(page, 20);
  await page.goto(shop.url);
  await look(page, 'newer-item');
  await page.waitForTimeout(500);
  await page.goto(`${shop.url}/bare`);
  await age(page, 15);
  await page.goto(shop.url);
  await page.evaluate(() => aisle.flush());
  await page.waitForTimeout(800);
  const stored = await page.evaluate(() => aisle.privacy.export());
  expect(stored?.head.profile.recents.map(({ itemId }) => itemId)).toEqual(['newer-item']);
  expect(await storedText(page)).not.toContain('old-item');
});

test('B25: a clock that is set back keeps nothing alive', async ({ page }) => {
  await page.clock.install();
  await begin(page);
  // 31 days on, and seen there; then set back.
  await page.clock.setSystemTime(Date.now() + 31 * DAY_MS);
  await page.goto(`${shop.url}/`);
  await page.evaluate(() => aisle.flush());
  expect(JSON.stringify(await flat(page, 'log'))).not.toContain('old-item');
  await page.clock.setSystemTime(Date.now());
  await page.goto(shop.url);
  await page.evaluate(() => aisle.flush());
  expect(recordIn(await deviceOf(page), 'state', 'clock')).toBeGreaterThan(Date.now() + 30 * DAY_MS);
  expect(await storedText(page)).not.toContain('old-item');
});

test('sends what was recorded after a clock that was ahead was set right', async ({ page }) => {
  await page.clock.install();
  await page.clock.setSystemTime(Date.now() + 120 * DAY_MS);
  shop.refuse(undefined);
  await page.goto(shop.url);
  await page.evaluate(() => aisle.flush());
  await expect.poll(() => flat(page, 'outbox')).toEqual([]);
  await page.goto(`${shop.url}/bare`);
  shop.refuse(503);
  await page.clock.setSystemTime(Date.now());
  await begin(page);
  await page.goto(`${shop.url}/bare`);
  // The page that comes next deletes what is too old.
  await page.goto(shop.url);
  await page.evaluate(() => aisle.flush());
  expect(JSON.stringify(await flat(page, 'outbox'))).toContain('old-item');
  expect((await page.evaluate(() => aisle.privacy.export()))?.delivery.drops).toEqual({});
});

test('B26: a server that is down for long finds a bounded queue: events, bytes and flushes', async ({ page }) => {
  test.setTimeout(180_000);
  await page.goto(shop.url);
  await page.evaluate(() => aisle.flush());
  const size = await page.evaluate(async () => {
    // A thousand events a task, of half a kilobyte each: a shop that records too much.
    const padding = 'x'.repeat(300);
    for (let flush = 0; flush < 60; flush++) {
      for (let one = 0; one < 1_000; one++) aisle.record('shop_event', { padding });
      await new Promise((resolve) => setTimeout(resolve));
    }
    await aisle.flush();
    const outbox = (await aisle.privacy.export())?.outbox ?? [];
    return { events: outbox.length, bytes: JSON.stringify(outbox).length };
  });
  expect(size.events).toBeLessThan(50_000);
  expect(size.bytes).toBeLessThan(20_000_000);
  expect(size.events).toBeGreaterThan(100);
});
