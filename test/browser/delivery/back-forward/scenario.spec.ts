import { type Browser, type Page, expect, test } from 'playwright/test';
import { openCachingBrowser } from '../../../helpers/caching-browser.js';
import { type ShopServer, openShopServer, shopPage } from '../../../helpers/shop-server.js';
import { TAKEN, itemsOf, lookAt, openJudgingShop } from '../judging-shop.js';

let browser: Browser;
let shop: ShopServer;
test.beforeAll(async () => {
  browser = await openCachingBrowser();
});
test.afterAll(() => browser.close());
test.beforeEach(async () => {
  shop = await openShopServer({
    pages: { '/': shopPage(), '/bare': '<!doctype html><link rel="icon" href="data:,"><title>Bare</title>' },
  });
});
test.afterEach(() => shop.close());

/** Records one thing, leaves in the same task, and comes back; answers whether from the cache. */
const leaveAndReturn = async (page: Page, meanwhile = (): void => {}): Promise<string> => {
  const reasons: string[] = [];
  const session = await page.context().newCDPSession(page);
  await session.send('Page.enable');
  session.on('Page.backForwardCacheNotUsed', ({ notRestoredExplanations }) => {
    reasons.push(...notRestoredExplanations.map(({ type, reason }) => `${type} ${reason}`));
  });
  await page.evaluate(() => {
    addEventListener('pageshow', ({ persisted }) => Object.assign(window, { persisted }));
    aisle.record('view_item', { items: [{ item_id: 'B' }] });
    location.href = '/bare';
  });
  await page.waitForURL('**/bare');
  await page.waitForTimeout(500);
  await page.evaluate(meanwhile);
  await page.goBack({ waitUntil: 'commit' });
  const isRestored = await page.evaluate(() => Reflect.get(window, 'persisted') === true);
  return isRestored ? 'restored' : `thrown away: ${reasons.join(', ')}`;
};

let page: Page;
test.beforeEach(async () => {
  page = await (await browser.newContext()).newPage();
  await page.goto(shop.url);
  await lookAt(page, ['A']);
});
test.afterEach(() => page.context().close());

test('a page that comes back from the back/forward cache has sent what it had recorded, once, and goes on', async () => {
  expect(await leaveAndReturn(page)).toBe('restored');
  await lookAt(page, ['C']);
  expect(itemsOf(shop.events())).toEqual(['A', 'B', 'C']);
  const held = await page.evaluate(async () => (await aisle.privacy.export())?.log.map(({ seq }) => seq));
  expect(held).toEqual([0, 1, 2, 3]);
});

test('a page that went into the back/forward cache while the server was down sends when it is back', async () => {
  shop.refuse(503);
  expect(await leaveAndReturn(page)).toBe('restored');
  shop.refuse(undefined);
  await page.evaluate(() => aisle.flush());
  expect(itemsOf(shop.events())).toEqual(['A', 'B']);
});

test('another page can write while one lies in the back/forward cache, and it knows when it comes back', async () => {
  const other = await page.context().newPage();
  await page.evaluate(() => {
    aisle.record('view_item', { items: [{ item_id: 'B' }] });
    location.href = '/bare';
  });
  await page.waitForURL('**/bare');
  await other.goto(shop.url);
  await lookAt(other, ['C']);
  await page.goBack({ waitUntil: 'commit' });
  await expect
    .poll(() =>
      page.evaluate(async () => (await aisle.privacy.export())?.head.profile.recents.map(({ itemId }) => itemId)),
    )
    .toEqual(['C', 'B', 'A']);
  await lookAt(page, ['D']);
  expect(itemsOf(shop.events()).toSorted()).toEqual(['A', 'B', 'C', 'D']);
});

/** Nothing more can be spilled. */
const fillStorage = (from: Page): Promise<void> =>
  from.evaluate(() => {
    for (let size = 2 ** 22; size >= 1; size /= 2)
      try {
        for (;;) localStorage.setItem(`full-${Math.random()}`, 'x'.repeat(size));
      } catch {
        // A smaller one may still fit.
      }
  });

/** Goes away while it sends, and was asked to send again. */
const leaveWhileSending = async (from: Page): Promise<void> => {
  await from.evaluate(async () => {
    aisle.record('view_item', { items: [{ item_id: 'B' }] });
    void aisle.flush();
    await new Promise((resolve) => setTimeout(resolve, 500));
    void aisle.flush();
    location.href = '/bare';
  });
  await from.waitForURL('**/bare');
};

test('a page that was asked to send again while it sent, and went into the back/forward cache, keeps nobody else from sending', async () => {
  const slow = await openJudgingShop();
  slow.serve('/bare', '<!doctype html><link rel="icon" href="data:,"><title>Bare</title>');
  const context = await browser.newContext();
  const [leaving, other] = [await context.newPage(), await context.newPage()];
  await leaving.goto(slow.url);
  await lookAt(leaving, ['A']);
  slow.judge(() => ({ ...TAKEN, afterMs: 2_000 }));
  await leaveWhileSending(leaving);
  await other.goto(slow.url);
  await other.evaluate(() => aisle.record('view_item', { items: [{ item_id: 'C' }] }));
  // Sooner than a turn is taken from a page that never ends its own.
  await expect.poll(() => itemsOf(slow.taken()), { timeout: 15_000 }).toContain('C');
  await context.close();
  await slow.close();
});

test('a page that can spill nothing takes no turn into the back/forward cache, either, and sends what it had when it is back', async () => {
  const slow = await openJudgingShop();
  slow.serve('/bare', '<!doctype html><link rel="icon" href="data:,"><title>Bare</title>');
  const context = await browser.newContext();
  const leaving = await context.newPage();
  // Before Aisle hears of it: there is something to be spilled.
  await leaving.addInitScript(() =>
    addEventListener('pagehide', () => {
      if ('aisle' in window) aisle.record('view_item', { items: [{ item_id: 'LAST' }] });
    }),
  );
  await leaving.goto(slow.url);
  await lookAt(leaving, ['A']);
  await fillStorage(leaving);
  slow.judge(() => ({ ...TAKEN, afterMs: 2_000 }));
  await leaveWhileSending(leaving);
  await leaving.waitForTimeout(500);
  expect(await leaving.evaluate(() => navigator.locks.query())).toEqual({ held: [], pending: [] });
  slow.judge(() => TAKEN);
  await leaving.goBack({ waitUntil: 'commit' });
  await leaving.evaluate(() => aisle.flush());
  expect(itemsOf(slow.taken())).toContain('LAST');
  await context.close();
  await slow.close();
});

test('a shop that clears its own storage meanwhile has withdrawn nothing, and nothing is lost', async () => {
  const visitorIds = () => new Set(shop.events().map(({ visitorId }) => visitorId)).size;
  shop.refuse(503);
  expect(await leaveAndReturn(page, () => localStorage.clear())).toBe('restored');
  await page.waitForTimeout(500);
  shop.refuse(undefined);
  await lookAt(page, ['C']);
  expect(itemsOf(shop.events())).toEqual(['A', 'B', 'C']);
  expect(visitorIds()).toBe(1);
  // The next page can start from it again.
  expect(await page.evaluate(() => localStorage.getItem('aisle-demo'))).toContain('"head"');
});
