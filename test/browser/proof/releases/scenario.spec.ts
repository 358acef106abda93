import { type Page, expect, test } from 'playwright/test';
import { ALL_GRANTED, answer, look } from '../../../helpers/consenting.js';
import { deviceOf, isEmpty } from '../../../helpers/device.js';
import { watchTroubles } from '../../../helpers/page-troubles.js';
import { watchPosts } from '../../../helpers/posts.js';
import { type ShopServer, openShopServer, shopPage } from '../../../helpers/shop-server.js';
import { NOTHING_STORED, storedIn } from '../../../helpers/stored.js';

let shop: ShopServer;
test.beforeEach(async () => {
  shop = await openShopServer({
    pages: {
      '/': shopPage({ attributes: 'data-consent="manual"' }),
      '/denied': shopPage({ attributes: 'data-consent="denied"' }),
      '/bare': '<!doctype html><link rel="icon" href="data:,"><title>Bare</title>',
    },
  });
});
test.afterEach(() => shop.close());

const OLD_VISITOR = 'old-visitor-id-000001';
const OLD_SESSION = 'old-session-id-000001';
/** What the first release wrote: no sessions, no record, no `visitorSinceMs`. */
const oldHead = (nowMs: number) => ({
  visitorId: OLD_VISITOR,
  session: { id: OLD_SESSION, lastAtMs: nowMs, nextSeq: 1 },
  profile: {
    v: 1,
    firstAtMs: nowMs,
    lastAtMs: nowMs,
    counts: { view_item: 1 },
    sessions: 1,
    visits: 1,
    visitDays: [],
    session: { id: OLD_SESSION, startedAtMs: nowMs, counts: { view_item: 1 }, earlierIds: [], awayMs: null },
    recents: [{ itemId: 'old-item', categories: [], atMs: nowMs, views: 1 }],
    cart: { lines: [], changedAtMs: null, checkoutAtMs: null },
    orders: { count: 0, value: 0, lastAtMs: null, transactionIds: [], itemIds: [] },
    affinity: { category: {}, brand: {}, price: {} },
    history: {},
    assigned: {},
    traits: {},
  },
  segments: [],
  stage: null,
  flushes: [],
});
const oldEvent = (nowMs: number) => ({
  id: 'old-event-id-00000001',
  name: 'view_item',
  params: { items: [{ item_id: 'old-item' }] },
  atMs: nowMs,
  offsetMs: 1,
  v: 1,
  seq: 0,
  sessionId: OLD_SESSION,
  visitorId: OLD_VISITOR,
  consent: { purposes: ['personalization', 'measurement'] },
});
/** Puts a database there as another release left it. */
const leave = async (page: Page, version: number) => {
  await page.goto(`${shop.url}/bare`);
  const nowMs = Date.now();
  await page.evaluate(
    async ([release, head, event]) => {
      const request = indexedDB.open('aisle-demo', release);
      request.onupgradeneeded = () => {
        request.result.createObjectStore('state');
        request.result.createObjectStore('log', { autoIncrement: true });
        request.result.createObjectStore('outbox', { autoIncrement: true });
        if (release > 1) request.result.createObjectStore('newer');
      };
      const db = await new Promise<IDBDatabase>((resolve) => (request.onsuccess = () => resolve(request.result)));
      const tx = db.transaction(['state', 'log', 'outbox'], 'readwrite');
      tx.objectStore('state').put(head, 'head');
      tx.objectStore('log').add([event]);
      tx.objectStore('outbox').add([event]);
      await new Promise((resolve) => (tx.oncomplete = resolve));
      db.close();
      localStorage.setItem('aisle-demo', JSON.stringify({ v: release > 1 ? 99 : 2, head }));
    },
    [version, oldHead(nowMs), oldEvent(nowMs)] as const,
  );
};

test('B40: what an older release stored goes on under a grant, and is proven from now on', async ({ page }) => {
  const troubles = watchTroubles(page);
  await leave(page, 1);
  await page.goto(shop.url);
  await answer(page, ALL_GRANTED);
  await look(page, 'new-item');
  const stored = await page.evaluate(() => aisle.privacy.export());
  expect(stored?.head.profile.recents.map(({ itemId }) => itemId)).toEqual(['new-item', 'old-item']);
  expect(stored?.head.visitorId).toBe(OLD_VISITOR);
  expect(stored?.records).toHaveLength(1);
  expect(shop.events().map(({ params }) => params.items?.[0]?.item_id)).toContain('old-item');
  expect(troubles).toEqual([]);
});

test('B40: what an older release stored never widens: only what is granted now is sent of it', async ({
  page,
  context,
}) => {
  const posts = watchPosts(context);
  await leave(page, 1);
  await page.goto(shop.url);
  await answer(page, { personalization: 'denied', measurement: 'granted', marketing: 'denied', sharing: 'denied' });
  const sent = posts.batches.flatMap(({ events }) => events);
  expect(sent.length).toBeGreaterThan(0);
  expect(JSON.stringify(sent)).not.toContain(OLD_VISITOR);
  const stored = await page.evaluate(() => aisle.privacy.export());
  expect(stored?.head.profile.recents).toEqual([]);
  expect(stored?.log).toEqual([]);
});

for (const [what, version] of [
  ['an older', 1],
  ['a newer', 7],
] as const) {
  test(`B40: a page that starts denied erases what ${what} release left`, async ({ page }) => {
    const troubles = watchTroubles(page);
    await leave(page, version);
    await page.goto(`${shop.url}/denied`);
    await expect.poll(() => storedIn(page)).toEqual(NOTHING_STORED);
    expect(troubles).toEqual([]);
  });

  test(`B40: a withdrawal erases what ${what} release left`, async ({ page }) => {
    const troubles = watchTroubles(page);
    await leave(page, version);
    await page.goto(shop.url);
    await answer(page, ALL_GRANTED);
    await page.evaluate(() => aisle.consent.withdraw());
    await expect.poll(async () => isEmpty(await deviceOf(page))).toBe(true);
    await expect.poll(() => storedIn(page)).toEqual(NOTHING_STORED);
    expect(troubles).toEqual([]);
  });
}

test('B33, B40: the server is told of ids that an older release sent', async ({ page, context }) => {
  const posts = watchPosts(context);
  await leave(page, 1);
  await page.goto(shop.url);
  await answer(page, ALL_GRANTED);
  await page.evaluate(() => aisle.consent.withdraw());
  await page.waitForTimeout(500);
  expect(posts.withdrawals.flatMap(({ ids }) => ids)).toContain(OLD_VISITOR);
});

test('B40: beside what a newer release left a page records and sends, in memory, and throws nothing', async ({
  page,
}) => {
  const troubles = watchTroubles(page);
  await leave(page, 7);
  await page.goto(shop.url);
  await answer(page, ALL_GRANTED);
  await look(page, 'new-item');
  expect(shop.events().map(({ name }) => name)).toContain('view_item');
  expect(troubles).toEqual([]);
});

test('B40: one purpose denied beside what a newer release left takes what rests on it there, too', async ({ page }) => {
  await leave(page, 7);
  await page.goto(shop.url);
  await answer(page, { personalization: 'denied', measurement: 'granted' });
  await page.waitForTimeout(500);
  expect(JSON.stringify(await deviceOf(page))).not.toContain('old-item');
});
