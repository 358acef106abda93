import { type Page, expect, test } from 'playwright/test';
import { ALL_GRANTED, answer, beSeenAgain } from '../../../helpers/consenting.js';
import { watchPosts } from '../../../helpers/posts.js';
import { type ShopServer, openShopServer, shopPage } from '../../../helpers/shop-server.js';
import { storedText } from '../../../helpers/stored-text.js';

const head = '<script>window.shopConsent = () => window.said ?? null</script>';
let shop: ShopServer;
test.beforeEach(async () => {
  shop = await openShopServer({
    pages: {
      '/': shopPage({ attributes: 'data-consent="shopConsent()"', head }),
      '/next': shopPage({ attributes: 'data-consent="shopConsent()"', head }),
      '/granted': shopPage(),
    },
  });
});
test.afterEach(() => shop.close());

/** The platform's own answer, told with its event. */
const say = (page: Page, said: object | null) =>
  page.evaluate(async (answers) => {
    Object.assign(window, { said: answers });
    aisle.consent.ask();
    await Promise.resolve();
    await aisle.flush();
  }, said);
/** It changes without a word: `CookieConsent.reset(true)`, a cookie deleted. */
const sayNothing = (page: Page) => page.evaluate(() => Object.assign(window, { said: null }) && undefined);
const measurementIn = (page: Page) => page.evaluate(() => aisle.consent.get().measurement);
const purchase = (page: Page) =>
  page.evaluate(() => aisle.record('purchase', { currency: 'EUR', value: 1, transaction_id: 'T' }));

for (const [attempt, go] of [
  ['first try', purchase],
  [
    'page-hide',
    async (page: Page) => {
      await page.evaluate(() => {
        aisle.record('view_item', { items: [{ item_id: 'A' }] });
        dispatchEvent(new Event('pagehide'));
      });
    },
  ],
  [
    'flush()',
    async (page: Page) => {
      await page.evaluate(async () => {
        aisle.record('view_item', { items: [{ item_id: 'A' }] });
        await aisle.flush();
      });
    },
  ],
] as const)
  test(`B15, B22: a platform that forgot its answer without a word is asked at the send attempt (${attempt})`, async ({
    page,
    context,
  }) => {
    const posts = watchPosts(context);
    await page.goto(shop.url);
    await say(page, ALL_GRANTED);
    const before = posts.batches.length;
    await sayNothing(page);
    await go(page);
    await expect.poll(() => measurementIn(page)).toBe('pending');
    await page.waitForTimeout(1_300);
    expect(posts.batches).toHaveLength(before);
    // It was a pause: what waits goes with the next yes.
    await say(page, ALL_GRANTED);
    await expect.poll(() => posts.batches.length).toBeGreaterThan(before);
  });

test('B15: a silent reset pauses when the page is seen again, and erases nothing', async ({ page }) => {
  await page.goto(shop.url);
  await say(page, ALL_GRANTED);
  await page.waitForTimeout(500);
  const before = await storedText(page);
  await sayNothing(page);
  expect(await measurementIn(page)).toBe('granted');
  await beSeenAgain(page);
  expect(await measurementIn(page)).toBe('pending');
  expect(await storedText(page)).toBe(before);
});

test('B22: a retry after 503 asks again: what is denied meanwhile never leaves', async ({ page, context }) => {
  shop.refuse(503);
  const posts = watchPosts(context);
  await page.goto(shop.url);
  await say(page, ALL_GRANTED);
  await purchase(page);
  await expect.poll(() => posts.batches.length).toBeGreaterThan(0);
  await say(page, { ...ALL_GRANTED, measurement: 'denied' });
  const before = posts.batches.length;
  shop.refuse(undefined);
  // The first retry would come within two seconds.
  await page.waitForTimeout(3_000);
  expect(posts.batches).toHaveLength(before);
  expect(shop.events()).toEqual([]);
});

test('B22: a retry after 503 sends what is still allowed, and only that of it', async ({ page, context }) => {
  shop.refuse(503);
  const posts = watchPosts(context);
  await page.goto(`${shop.url}/?utm_source=news&gclid=G-1`);
  await say(page, ALL_GRANTED);
  await expect.poll(() => posts.batches.length).toBeGreaterThan(0);
  expect(JSON.stringify(posts.batches)).toContain('G-1');
  await say(page, { ...ALL_GRANTED, marketing: 'denied', personalization: 'denied' });
  shop.refuse(undefined);
  await expect.poll(() => shop.events().length, { timeout: 15_000 }).toBeGreaterThan(0);
  const text = JSON.stringify(shop.events());
  expect(text).toContain('news');
  expect(text).not.toMatch(/G-1|"visitorId"|"marketing"|"personalization"/);
});

test('B22: a replay after offline asks again', async ({ page, context }) => {
  await page.goto(shop.url);
  await say(page, ALL_GRANTED);
  const sent = shop.events().length;
  await context.setOffline(true);
  await purchase(page);
  await page.evaluate(() => aisle.flush());
  await sayNothing(page);
  await context.setOffline(false);
  await page.waitForTimeout(2_500);
  expect(shop.events()).toHaveLength(sent);
  await say(page, { ...ALL_GRANTED, marketing: 'denied' });
  await expect.poll(() => shop.events().map(({ name }) => name)).toContain('purchase');
  expect(shop.events().find(({ name }) => name === 'purchase')?.consent.purposes).not.toContain('marketing');
});

test('B22: what an earlier page left is sent by the next one only once it is allowed there', async ({ page }) => {
  shop.refuse(503);
  await page.goto(shop.url);
  await say(page, ALL_GRANTED);
  await purchase(page);
  await page.evaluate(() => aisle.flush());
  shop.refuse(undefined);
  await page.goto(`${shop.url}/next`);
  await page.waitForTimeout(1_500);
  expect(shop.events()).toEqual([]);
  await say(page, { personalization: 'granted', measurement: 'granted', marketing: 'denied', sharing: 'denied' });
  await expect.poll(() => shop.events().map(({ name }) => name)).toContain('purchase');
  expect(shop.events().flatMap(({ consent }) => consent.purposes)).not.toContain('marketing');
});

test('B22: an event recorded without measurement is never sent, also when that is granted later', async ({ page }) => {
  await page.goto(shop.url);
  await say(page, { ...ALL_GRANTED, measurement: 'denied' });
  await purchase(page);
  await page.evaluate(() => aisle.flush());
  await say(page, ALL_GRANTED);
  await page.evaluate(async () => {
    aisle.record('view_item', { items: [{ item_id: 'later' }] });
    await aisle.flush();
  });
  expect(shop.events().map(({ name }) => name)).toEqual(['view_item']);
});

test('B24: no session, visitor or database exists before the purpose that needs it', async ({ page }) => {
  await page.goto(shop.url);
  await say(page, { personalization: 'denied', measurement: 'granted' });
  const measured = await page.evaluate(() => aisle.privacy.export());
  expect(measured?.head.visitorId).toBeNull();
  expect(measured?.head.session?.id).toMatch(/^[\w-]{21}$/);
  await say(page, { personalization: 'granted', measurement: 'granted' });
  await page.evaluate(async () => {
    aisle.record('view_item', { items: [{ item_id: 'A' }] });
    await aisle.flush();
  });
  const personal = await page.evaluate(() => aisle.privacy.export());
  expect(personal?.head.visitorId).toMatch(/^[\w-]{21}$/);
  const [first, ...later] = shop.events();
  expect(first && 'visitorId' in first).toBe(false);
  expect(later.map(({ visitorId }) => visitorId)).toEqual([personal?.head.visitorId]);
});

test('B24: personalization alone has an id that never leaves; granted measurement later, it may', async ({
  page,
  context,
}) => {
  const posts = watchPosts(context);
  await page.goto(shop.url);
  await say(page, { personalization: 'granted', measurement: 'denied' });
  const id = await page.evaluate(async () => (await aisle.privacy.export())?.head.visitorId);
  expect(id).toMatch(/^[\w-]{21}$/);
  await page.waitForTimeout(1_200);
  expect(posts.batches).toEqual([]);
  await say(page, { personalization: 'granted', measurement: 'granted' });
  await purchase(page);
  await expect.poll(() => shop.events().map(({ visitorId }) => visitorId)).toEqual([id]);
});

test('B22: consent that is set through the client counts at each attempt, too', async ({ page, context }) => {
  shop.refuse(503);
  const posts = watchPosts(context);
  await page.goto(`${shop.url}/granted`);
  await answer(page, {});
  await expect.poll(() => posts.batches.length).toBeGreaterThan(0);
  await page.evaluate(() => aisle.consent.set({ measurement: 'pending' }));
  const before = posts.batches.length;
  shop.refuse(undefined);
  await page.waitForTimeout(3_000);
  expect(posts.batches).toHaveLength(before);
});
