import { type Page, expect, test } from 'playwright/test';
import { ALL_GRANTED, look } from '../../../helpers/consenting.js';
import { deviceOf } from '../../../helpers/device.js';
import { watchPosts } from '../../../helpers/posts.js';
import { type ShopServer, openShopServer, shopPage } from '../../../helpers/shop-server.js';

const DAY_MS = 86_400_000;
const head = `<script>window.shopConsent = () => JSON.parse(localStorage.getItem('banner'))</script>`;
const attributes = 'data-consent="shopConsent()" data-policy-version="1" data-consent-ttl-days="100"';

let shop: ShopServer;
test.beforeEach(async () => {
  shop = await openShopServer({
    pages: {
      '/': shopPage({ attributes, head }),
      '/new-policy': shopPage({ attributes: attributes.replace('"1"', '"2"'), head }),
      '/bare': '<!doctype html><link rel="icon" href="data:,"><title>Bare</title>',
    },
  });
});
test.afterEach(() => shop.close());

/** The banner keeps its answer itself, as banners do; this one does not say when it was given. */
const choose = (page: Page, said: object) =>
  page.evaluate(async (answers) => {
    localStorage.setItem('banner', JSON.stringify(answers));
    aisle.consent.ask();
    await Promise.resolve();
    await aisle.flush();
    await new Promise((resolve) => setTimeout(resolve, 500));
  }, said);
const statesIn = (page: Page) =>
  page.evaluate(() => {
    const { personalization, measurement } = aisle.consent.get();
    return [personalization, measurement];
  });

const begin = async (page: Page) => {
  await page.goto(shop.url);
  await choose(page, ALL_GRANTED);
  await look(page, 'A');
  await page.waitForTimeout(500);
};
const later = (page: Page, days: number) => page.clock.install({ time: new Date(Date.now() + days * DAY_MS) });

const PAUSED = [
  ['too old', '/', 101],
  ['of an older policy', '/new-policy', 0],
] as const;

for (const [what, path, days] of PAUSED) {
  test(`B20: an answer that is ${what} pauses: nothing is erased, written or sent`, async ({ page, context }) => {
    await begin(page);
    const before = await deviceOf(page);
    const posts = watchPosts(context);
    if (days > 0) await later(page, days);
    await page.goto(shop.url + path);
    expect(await statesIn(page)).toEqual(['pending', 'pending']);
    await page.evaluate(async () => {
      aisle.record('view_item', { items: [{ item_id: 'B' }] });
      await aisle.flush();
    });
    expect(posts.batches).toEqual([]);
    expect(await deviceOf(page)).toEqual(before);
  });

  test(`B20: after an answer that was ${what}, a fresh one goes on with what is there, on this page and the next`, async ({
    page,
  }) => {
    await begin(page);
    if (days > 0) await later(page, days);
    await page.goto(shop.url + path);
    expect(await statesIn(page)).toEqual(['pending', 'pending']);
    // Asked again, the shopper says the same: the banner knows when.
    await choose(page, { ...ALL_GRANTED, proof: { atMs: Date.now() + days * DAY_MS } });
    expect(await statesIn(page)).toEqual(['granted', 'granted']);
    const recents = await page.evaluate(async () => (await aisle.privacy.export())?.head.profile.recents.length);
    expect(recents).toBe(1);
    await page.goto(shop.url + path);
    expect(await statesIn(page)).toEqual(['granted', 'granted']);
  });
}

test('B20: consent.set() is a fresh answer', async ({ page }) => {
  await begin(page);
  await page.goto(`${shop.url}/new-policy`);
  expect(await statesIn(page)).toEqual(['pending', 'pending']);
  await page.evaluate((all) => aisle.consent.set(all), ALL_GRANTED);
  expect(await statesIn(page)).toEqual(['granted', 'granted']);
  await look(page, 'B');
  expect(shop.events().map(({ params }) => params.items?.[0]?.item_id)).toContain('B');
});

test('B20: an answer that says when and under what it was given is judged by that', async ({ page }) => {
  await page.goto(shop.url);
  await choose(page, { ...ALL_GRANTED, proof: { atMs: Date.now() - 101 * DAY_MS } });
  expect(await statesIn(page)).toEqual(['pending', 'pending']);
  await choose(page, { ...ALL_GRANTED, proof: { policyVersion: '0' } });
  expect(await statesIn(page)).toEqual(['pending', 'pending']);
  await choose(page, { ...ALL_GRANTED, proof: { atMs: Date.now(), policyVersion: '1' } });
  expect(await statesIn(page)).toEqual(['granted', 'granted']);
});

test('B20: what the page hears last is how consent stands', async ({ page }) => {
  await begin(page);
  await page.addInitScript(() => {
    Object.assign(window, { heard: [] });
    addEventListener('DOMContentLoaded', () => {
      aisle.on('consent', ({ now }) => Reflect.get(window, 'heard').push(now.measurement));
      Reflect.set(window, 'shopConsent', () => JSON.parse(localStorage.getItem('banner') ?? 'null'));
      aisle.consent.ask();
    });
  });
  await page.route('**/new-policy', async (route) => {
    const response = await route.fetch();
    // The banner's code comes after the page is there.
    await route.fulfill({ response, body: (await response.text()).replace(head, '') });
  });
  await page.goto(`${shop.url}/new-policy`);
  await page.waitForTimeout(300);
  const heard = await page.evaluate(() => Reflect.get(window, 'heard') as string[]);
  expect([...(heard.length > 0 ? heard : ['pending'])].at(-1)).toBe((await statesIn(page))[1]);
});

test('B20: the record in the database counts where the copy for a quick start is gone', async ({ page, context }) => {
  await begin(page);
  await page.evaluate(() => localStorage.removeItem('aisle-demo'));
  const posts = watchPosts(context);
  await page.goto(`${shop.url}/new-policy`);
  await page.waitForTimeout(1_500);
  expect(posts.batches).toEqual([]);
  expect(await statesIn(page)).toEqual(['pending', 'pending']);
});
