import { type Page, expect, test } from 'playwright/test';
import { bodyText } from '../../../helpers/body-text.js';
import { ALL_DENIED, ALL_GRANTED, answer, beSeenAgain, look } from '../../../helpers/consenting.js';
import { deviceOf } from '../../../helpers/device.js';
import { watchPosts } from '../../../helpers/posts.js';
import { type ShopServer, openShopServer, shopPage } from '../../../helpers/shop-server.js';
import { NOTHING_STORED, storedIn } from '../../../helpers/stored.js';
import { spyOnTouches, touchesOf } from '../../../helpers/touch.js';

let shop: ShopServer;
test.beforeEach(async () => {
  shop = await openShopServer({
    pages: {
      '/': shopPage({ attributes: 'data-consent="manual"' }),
      '/granted': shopPage(),
      '/denied': shopPage({ attributes: 'data-consent="denied"' }),
    },
  });
});
test.afterEach(() => shop.close());

const withdraw = (page: Page) => page.evaluate(() => aisle.consent.withdraw());
const idsIn = (page: Page) =>
  page.evaluate(async () => {
    const { visitorId, sessions = [] } = (await aisle.privacy.export())?.head ?? {};
    return [visitorId, ...sessions];
  });
const TOKENS = 'aisle-demo-withdrawn';
const databasesIn = async (page: Page) => (await storedIn(page)).databases;

test('B33: exactly one message tells the server, and it holds nothing but ids', async ({ page, context }) => {
  const posts = watchPosts(context);
  await page.goto(shop.url);
  await answer(page, ALL_GRANTED);
  await look(page, 'A');
  const ids = await idsIn(page);
  const request = page.waitForRequest('**/v1/withdraw');
  await withdraw(page);
  const headers = await (await request).allHeaders();
  await expect.poll(() => shop.events()).toEqual([]);
  await page.waitForTimeout(500);
  expect(ids).toHaveLength(2);
  expect(posts.withdrawals).toEqual([{ v: 1, site: 'demo', ids }]);
  expect([headers['cookie'], headers['referer'], headers['authorization']]).toEqual([undefined, undefined, undefined]);
  expect(await storedIn(page)).toEqual(NOTHING_STORED);
});

test('B33: with three tabs open it is still one message', async ({ context }) => {
  const posts = watchPosts(context);
  const pages = [await context.newPage(), await context.newPage(), await context.newPage()] as const;
  for (const page of pages) {
    await page.goto(shop.url);
    await answer(page, ALL_GRANTED);
  }
  await withdraw(pages[0]);
  await pages[0].waitForTimeout(1_000);
  expect(posts.withdrawals).toHaveLength(1);
  expect(shop.events()).toEqual([]);
});

test('B33: measurement withdrawn alone tells the server, too; personalization withdrawn alone does not', async ({
  page,
  context,
}) => {
  const posts = watchPosts(context);
  await page.goto(shop.url);
  await answer(page, ALL_GRANTED);
  await page.evaluate(() => aisle.consent.set({ personalization: 'denied' }));
  await page.waitForTimeout(500);
  expect(posts.withdrawals).toEqual([]);
  await page.evaluate(() => aisle.consent.set({ measurement: 'denied' }));
  await expect.poll(() => shop.events()).toEqual([]);
  await expect.poll(() => posts.withdrawals.length).toBe(1);
});

test('B33: a shopper of whom nothing was ever sent needs no message', async ({ page, context }) => {
  const posts = watchPosts(context);
  await page.goto(shop.url);
  await answer(page, { personalization: 'granted', measurement: 'denied' });
  await look(page, 'A');
  await withdraw(page);
  await page.waitForTimeout(500);
  expect(posts.withdrawals).toEqual([]);
});

test('B33: offline nothing but the token is kept, and it goes when the network is back', async ({ page, context }) => {
  const posts = watchPosts(context);
  await page.goto(shop.url);
  await answer(page, ALL_GRANTED);
  await look(page, 'A');
  const ids = await idsIn(page);
  await context.setOffline(true);
  await withdraw(page);
  await expect.poll(() => databasesIn(page)).toEqual([TOKENS]);
  const { databases, localStorage } = await deviceOf(page);
  expect(localStorage).toEqual({});
  expect(databases).toEqual({ [TOKENS]: { tokens: [[1, { ids, atMs: expect.any(Number) }]] } });
  expect(shop.events()).not.toEqual([]);
  await context.setOffline(false);
  await expect.poll(() => shop.events()).toEqual([]);
  await expect.poll(() => storedIn(page)).toEqual(NOTHING_STORED);
  // One that failed, one that arrived.
  expect(posts.withdrawals).toEqual([
    { v: 1, site: 'demo', ids },
    { v: 1, site: 'demo', ids },
  ]);
});

for (const next of ['/denied', '/granted'])
  test(`B33: what could not be said is said on the next page (${next})`, async ({ page, context }) => {
    await page.goto(shop.url);
    await answer(page, ALL_GRANTED);
    await look(page, 'A');
    const old = shop.events()[0]?.sessionId;
    await context.setOffline(true);
    await withdraw(page);
    await expect.poll(() => databasesIn(page)).toEqual([TOKENS]);
    await context.setOffline(false);
    // This page is gone before it can say it again.
    await page.goto(shop.url + next);
    await expect.poll(() => shop.events().filter(({ sessionId }) => sessionId === old)).toEqual([]);
    await expect.poll(() => databasesIn(page), { timeout: 15_000 }).not.toContain(TOKENS);
  });

test('B33: a page that is still asking says nothing, and does not look', async ({ page, context }) => {
  await page.goto(shop.url);
  await answer(page, ALL_GRANTED);
  await context.route('**/v1/withdraw', (route) => route.abort());
  await withdraw(page);
  await expect.poll(() => databasesIn(page)).toEqual([TOKENS]);
  await spyOnTouches(page);
  await page.goto(shop.url);
  await beSeenAgain(page);
  await page.waitForTimeout(1_000);
  expect((await touchesOf(page)).filter(({ kind }) => kind !== 'other')).toEqual([]);
});

test('B33: a server in trouble is told again when the page is seen again, and once only', async ({ page, context }) => {
  const posts = watchPosts(context);
  await page.goto(shop.url);
  await answer(page, ALL_GRANTED);
  shop.refuse(503);
  await withdraw(page);
  await expect.poll(() => databasesIn(page)).toEqual([TOKENS]);
  shop.refuse(undefined);
  await beSeenAgain(page);
  await expect.poll(() => shop.events()).toEqual([]);
  await expect.poll(() => storedIn(page)).toEqual(NOTHING_STORED);
  await beSeenAgain(page);
  await page.waitForTimeout(500);
  expect(posts.withdrawals).toHaveLength(2);
});

test('B33: a token is given up after 30 days', async ({ page, context }) => {
  await page.goto(shop.url);
  await answer(page, ALL_GRANTED);
  await context.route('**/v1/withdraw', (route) => route.abort());
  await withdraw(page);
  await expect.poll(() => databasesIn(page)).toEqual([TOKENS]);
  for (const [days, left] of [
    [29, [TOKENS]],
    [31, []],
  ] as const) {
    await page.evaluate(
      async ([name, ageDays]) => {
        const db = await new Promise<IDBDatabase>((resolve) => {
          const request = indexedDB.open(name);
          request.onsuccess = () => resolve(request.result);
        });
        const tx = db.transaction('tokens', 'readwrite');
        tx.objectStore('tokens').put({ ids: ['x'], atMs: Date.now() - ageDays * 86_400_000 }, 1);
        await new Promise((resolve) => (tx.oncomplete = resolve));
        db.close();
      },
      [TOKENS, days] as const,
    );
    await page.goto(`${shop.url}/denied`);
    await page.waitForTimeout(700);
    expect(await databasesIn(page)).toEqual(left);
  }
});

test('B33: withdrawn before the code that remembers is there, the server still hears of it', async ({
  page,
  context,
}) => {
  await page.goto(`${shop.url}/granted`);
  await look(page, 'A');
  expect(shop.events()).not.toEqual([]);
  await context.route('**/aisle-keep-*.js', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await route.continue();
  });
  await page.goto(shop.url);
  await page.evaluate(
    ([granted, denied]) => {
      aisle.consent.set(granted);
      aisle.consent.set(denied);
    },
    [ALL_GRANTED, ALL_DENIED] as const,
  );
  await expect.poll(() => shop.events(), { timeout: 5_000 }).toEqual([]);
});

test('B34: events that arrive after a withdrawal are taken off the device and kept nowhere', async ({
  page,
  context,
}) => {
  await page.goto(shop.url);
  await answer(page, ALL_GRANTED);
  // On its way: the server gets it after the withdrawal.
  let body = '';
  await context.route('**/v1/batch', async (route) => {
    body = bodyText(route.request());
    await route.abort();
  });
  await page.evaluate(() => {
    aisle.record('purchase', { currency: 'EUR', value: 1, transaction_id: 'T' });
  });
  await expect.poll(() => body).toContain('purchase');
  await withdraw(page);
  await expect.poll(() => shop.events()).toEqual([]);
  const late = await fetch(`${shop.url}/v1/batch`, { method: 'POST', headers: { 'content-type': 'text/plain' }, body });
  const { results } = (await late.json()) as { results: { id: string; status: string }[] };
  expect(late.status).toBe(202);
  // Final, so that nobody sends it again.
  expect(results.map(({ status }) => /^(accepted|duplicate|rejected)$/.test(status))).toEqual([true]);
  expect(shop.events()).toEqual([]);
});
