import type { Playbook } from '@aisle/schema';
import { expect, test } from 'playwright/test';
import { ALL_GRANTED, answer, look } from '../../../helpers/consenting.js';
import { deviceOf, isEmpty } from '../../../helpers/device.js';
import { watchTroubles } from '../../../helpers/page-troubles.js';
import { watchPosts } from '../../../helpers/posts.js';
import { type ShopServer, openShopServer, shopPage } from '../../../helpers/shop-server.js';
import { NOTHING_STORED, storedIn } from '../../../helpers/stored.js';

const playbook: Playbook = {
  v: 1,
  version: 'now-1',
  segments: [{ id: 'lookers', title: 'Lookers', when: { 'profile.counts.view_item': { $gte: 1 } } }],
  slots: [
    {
      id: 'hero',
      swap: 'within-budget',
      candidates: [
        { id: 'again', when: { segments: { $elemMatch: { $eq: 'lookers' } } }, content: { title: 'Again' } },
        { id: 'hello', content: { title: 'Hello' } },
      ],
    },
  ],
};
const attributes = 'data-consent="manual" data-playbook="/v1/sites/demo/playbook.json"';
const body =
  '<section data-aisle-slot="hero"><p>Default</p><template><h2 data-aisle-text="title"></h2></template></section>';

let shop: ShopServer;
test.beforeEach(async () => {
  shop = await openShopServer({ playbook, pages: { '/': shopPage({ attributes, body }) } });
});
test.afterEach(() => shop.close());

test('B27: in the task of a withdrawal nothing is taken in, known or personal any more', async ({ page }) => {
  await page.goto(shop.url);
  await answer(page, ALL_GRANTED);
  await look(page, 'A');
  await expect.poll(() => page.evaluate(() => aisle.decide('hero').candidate)).toBe('again');
  const after = await page.evaluate(() => {
    const heard: string[] = [];
    aisle.on('event', ({ name }) => heard.push(name));
    void aisle.consent.withdraw();
    aisle.record('view_item', { items: [{ item_id: 'B' }] });
    const { personalization, measurement, marketing, sharing } = aisle.consent.get();
    return {
      heard,
      candidate: aisle.decide('hero').candidate,
      states: [personalization, measurement, marketing, sharing],
      localStorage: Object.keys(localStorage),
    };
  });
  expect(after).toEqual({
    heard: [],
    candidate: 'hello',
    states: ['denied', 'denied', 'denied', 'denied'],
    localStorage: [],
  });
});

test('B27: a batch on its way is aborted, and no timer sends another', async ({ page, context }) => {
  const posts = watchPosts(context);
  await page.goto(shop.url);
  await answer(page, ALL_GRANTED);
  const failed: string[] = [];
  page.on('requestfailed', (request) =>
    failed.push(`${new URL(request.url()).pathname} ${request.failure()?.errorText}`),
  );
  // A server that never answers.
  await page.route('**/v1/batch', () => {});
  const before = posts.batches.length;
  await page.evaluate(() => {
    aisle.record('purchase', { currency: 'EUR', value: 1, transaction_id: 'T' });
  });
  await expect.poll(() => posts.batches.length).toBe(before + 1);
  await page.evaluate(() => aisle.consent.withdraw());
  await expect.poll(() => failed).toEqual(['/v1/batch net::ERR_ABORTED']);
  await page.waitForTimeout(2_500);
  expect(posts.batches).toHaveLength(before + 1);
});

for (const [moment, wait] of [
  ['in the task that recorded', 0],
  ['a microtask later', 1],
  ['three microtasks later', 3],
  ['ten microtasks later', 10],
] as const)
  test(`B27, B28: a withdrawal ${moment} leaves nothing, and nothing comes back (transaction in progress)`, async ({
    page,
  }) => {
    const troubles = watchTroubles(page);
    await page.goto(shop.url);
    await answer(page, ALL_GRANTED);
    const left = await page.evaluate(async (microtasks) => {
      aisle.record('view_item', { items: [{ item_id: 'A' }] });
      void aisle.flush();
      for (let one = 0; one < microtasks; one++) await Promise.resolve();
      await aisle.consent.withdraw();
      const db = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open('aisle-demo');
        request.onsuccess = () => resolve(request.result);
      });
      const counts = await Promise.all(
        [...db.objectStoreNames].map(
          (store) =>
            new Promise((resolve) => {
              const request = db.transaction(store).objectStore(store).count();
              request.onsuccess = () => resolve([store, request.result]);
            }),
        ),
      );
      db.close();
      indexedDB.deleteDatabase('aisle-demo');
      return counts;
    }, wait);
    expect(left.filter((count) => (count as [string, number])[1] > 0)).toEqual([]);
    await page.waitForTimeout(1_200);
    expect(await storedIn(page)).toEqual(NOTHING_STORED);
    expect(troubles).toEqual([]);
  });

test('B27: a withdrawal in the middle of a write transaction leaves nothing', async ({ page }) => {
  await page.goto(shop.url);
  await answer(page, ALL_GRANTED);
  await page.evaluate(async () => {
    const put = IDBObjectStore.prototype.put;
    let withdrawn: Promise<void> | undefined;
    IDBObjectStore.prototype.put = function (...values) {
      IDBObjectStore.prototype.put = put;
      withdrawn = aisle.consent.withdraw();
      return put.apply(this, values);
    };
    aisle.record('view_item', { items: [{ item_id: 'A' }] });
    await aisle.flush();
    await withdrawn;
  });
  expect(isEmpty(await deviceOf(page))).toBe(true);
  await page.waitForTimeout(1_000);
  expect(isEmpty(await deviceOf(page))).toBe(true);
});

test('B27: slots go back to what a shopper nobody knows is shown, without a reload', async ({ page }) => {
  await page.goto(shop.url);
  await answer(page, ALL_GRANTED);
  await look(page, 'A');
  await page.reload();
  await answer(page, ALL_GRANTED);
  await expect(page.locator('h2')).toHaveText('Again');
  await page.evaluate(() => aisle.consent.withdraw());
  await expect(page.getByText('Again')).toHaveCount(0);
});

test('B32: after a withdrawal no event leaves: not at page-hide, not by stop(), not by a beacon', async ({
  page,
  context,
}) => {
  const posts = watchPosts(context);
  await context.addInitScript(() => {
    const { sendBeacon } = Navigator.prototype;
    Navigator.prototype.sendBeacon = function (...call) {
      sessionStorage.setItem('beacon', String(call[0]));
      return sendBeacon.apply(this, call);
    };
  });
  shop.refuse(503);
  await page.goto(shop.url);
  await answer(page, ALL_GRANTED);
  await look(page, 'A');
  const before = posts.batches.length;
  await page.evaluate(() => {
    aisle.record('view_item', { items: [{ item_id: 'B' }] });
    void aisle.consent.withdraw();
    dispatchEvent(new Event('pagehide'));
    document.dispatchEvent(new Event('visibilitychange'));
    aisle.stop();
  });
  shop.refuse(undefined);
  await page.goto(shop.url);
  await page.waitForTimeout(1_500);
  expect(posts.batches).toHaveLength(before);
  expect(posts.others).toEqual([]);
  expect(await page.evaluate(() => sessionStorage.getItem('beacon'))).toBeNull();
  expect(shop.events()).toEqual([]);
});

test('B32: a page that is stopped writes what it knows and sends nothing', async ({ page, context }) => {
  const posts = watchPosts(context);
  await page.goto(shop.url);
  await answer(page, ALL_GRANTED);
  const before = posts.batches.length;
  await page.evaluate(() => {
    aisle.record('purchase', { currency: 'EUR', value: 1, transaction_id: 'T' });
    aisle.stop();
  });
  await page.waitForTimeout(1_500);
  expect(posts.batches).toHaveLength(before);
});

test('B27: withdraw() also empties the device of a page that was stopped', async ({ page }) => {
  await page.goto(shop.url);
  await answer(page, ALL_GRANTED);
  await page.evaluate(async () => {
    aisle.stop();
    await aisle.consent.withdraw();
  });
  await page.waitForTimeout(500);
  expect(isEmpty(await deviceOf(page))).toBe(true);
});

test('B35: what a shopper was before a withdrawal drives nothing after a new grant', async ({ page, context }) => {
  await page.goto(shop.url);
  await answer(page, ALL_GRANTED);
  await look(page, 'A');
  const before = await page.evaluate(() => aisle.privacy.export());
  await page.evaluate(() => aisle.consent.withdraw());
  await answer(page, ALL_GRANTED);
  await page.evaluate(() => aisle.flush());
  await page.waitForTimeout(500);
  const after = await page.evaluate(() => aisle.privacy.export());
  expect(await page.evaluate(() => aisle.decide('hero').candidate)).toBe('hello');
  expect(after?.head).toMatchObject({ segments: [], stage: null, profile: { recents: [], counts: {} } });
  const old = [before?.head.visitorId, before?.head.session?.id, ...(before?.log ?? []).map(({ id }) => id)];
  const text = JSON.stringify([after, await deviceOf(page)]);
  expect(old.filter((id) => id && text.includes(id))).toEqual([]);
  expect(context.pages()).toHaveLength(1);
});
