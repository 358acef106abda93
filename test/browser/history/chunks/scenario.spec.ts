import type { Playbook } from '@aisle/schema';
import { type Page, expect, test } from 'playwright/test';
import '../../../helpers/aisle-global.js';
import { type ShopServer, openShopServer, shopPage } from '../../../helpers/shop-server.js';
import { NOTHING_STORED, storedIn } from '../../../helpers/stored.js';

const plain: Playbook = {
  v: 1,
  version: 'chunks-1',
  slots: [{ id: 'hero', candidates: [{ id: 'hello', content: { title: 'Hello' } }] }],
};
const recommending: Playbook = {
  ...plain,
  recommenders: [{ id: 'popular', strategy: 'popular' }],
  catalogue: [{ item_id: 'A', item_name: 'A', x_url: '/p/A' }],
  slots: [
    { id: 'hero', candidates: [{ id: 'row', recommend: { recommender: 'popular' }, content: { title: 'Row' } }] },
  ],
};

const body =
  '<section data-aisle-slot="hero"><p>Default hero</p><template><h2 data-aisle-text="title"></h2></template></section>';
const pageWith = (consent: string): string =>
  shopPage({ attributes: `data-consent="${consent}" data-playbook="/v1/sites/demo/playbook.json"`, body });

let shop: ShopServer;
const openShop = async (playbook: Playbook): Promise<void> => {
  shop = await openShopServer({
    playbook,
    pages: { '/': pageWith('granted'), '/asks': pageWith('manual'), '/denied': pageWith('denied') },
  });
};
test.afterEach(() => shop.close());

const chunks = (): readonly string[] =>
  shop.requests.flatMap((request) => /\/(aisle-[a-z]+)-[\w-]+\.js$/.exec(request)?.[1] ?? []);
const grant = (page: Page) =>
  page.evaluate(() => aisle.consent.set({ personalization: 'granted', measurement: 'granted' }));
const arrived = (name: string): readonly unknown[] =>
  shop.events().flatMap((event) => (event.name === name ? [event.params['n']] : []));
const recordSome = (page: Page, from: number) =>
  page.evaluate((first) => {
    for (let n = first; n < first + 10; n++) aisle.record('counted', { n });
  }, from);
const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);

test('before an answer no code is loaded that could store or send, and nothing is stored', async ({ page }) => {
  await openShop(recommending);
  await page.goto(`${shop.url}/asks`);
  await recordSome(page, 0);
  await page.evaluate(() => aisle.flush());
  await page.waitForTimeout(1_000);
  expect(shop.requests).toContain('GET /v1/sites/demo/playbook.json');
  expect(chunks()).toEqual([]);
  expect(await storedIn(page)).toEqual(NOTHING_STORED);
});

test('a grant loads what stores and sends, and no more', async ({ page }) => {
  await openShop(plain);
  await page.goto(`${shop.url}/asks`);
  await page.waitForTimeout(300);
  await grant(page);
  await page.waitForTimeout(1_000);
  expect(chunks()).toEqual(['aisle-keep']);
  expect(await page.evaluate(async () => (await aisle.explain('hero'))?.decision.candidate)).toBe('hello');
  expect(chunks()).toEqual(['aisle-keep', 'aisle-explain']);
});

test('a playbook with recommenders loads theirs, too', async ({ page }) => {
  await openShop(recommending);
  await page.goto(`${shop.url}/asks`);
  await page.waitForTimeout(300);
  await grant(page);
  await page.waitForTimeout(1_000);
  expect(chunks().toSorted()).toEqual(['aisle-keep', 'aisle-recommend']);
});

for (const path of ['/denied', '/asks'])
  test(`after a refusal what stores and sends is never loaded: ${path}`, async ({ page }) => {
    await openShop(recommending);
    await page.goto(shop.url + path);
    await page.evaluate(() => aisle.consent.set({ personalization: 'denied', measurement: 'denied' }));
    await recordSome(page, 0);
    await page.waitForTimeout(1_000);
    await page.evaluate(() => aisle.flush());
    expect(chunks()).not.toContain('aisle-keep');
    expect(await storedIn(page)).toEqual(NOTHING_STORED);
  });

test('what happens while the code cannot be loaded is stored and sent when it can', async ({ page }) => {
  await openShop(plain);
  let aborted = 0;
  await page.route('**/aisle-keep-*.js', (route) => (aborted++ === 0 ? route.abort() : route.continue()));
  await page.goto(shop.url);
  await recordSome(page, 0);
  await page.waitForTimeout(1_000);
  await recordSome(page, 10);
  expect(aborted).toBe(1);
  expect(arrived('counted')).toEqual([]);
  await expect.poll(() => arrived('counted').length, { timeout: 15_000 }).toBe(20);
  expect(arrived('counted')).toEqual(numbers(20));
  expect(shop.events().filter(({ name }) => name === 'page_view')).toHaveLength(1);
});

test('what happens while the code cannot be loaded for a while is not lost', async ({ page }) => {
  await openShop(plain);
  const until = Date.now() + 6_000;
  await page.route('**/aisle-keep-*.js', (route) => (Date.now() < until ? route.abort() : route.continue()));
  await page.goto(shop.url);
  await recordSome(page, 0);
  await expect.poll(() => arrived('counted').length, { timeout: 20_000 }).toBe(10);
  expect(arrived('counted')).toEqual(numbers(10));
});

test('a page that is left before its code came hands what happened to the next one', async ({ page }) => {
  await openShop(plain);
  await page.route('**/aisle-keep-*.js', (route) => route.abort());
  for (const from of [0, 10]) {
    await page.goto(shop.url);
    await recordSome(page, from);
  }
  await page.goto('about:blank');
  expect(arrived('counted')).toEqual([]);
  await page.unroute('**/aisle-keep-*.js');
  await page.goto(shop.url);
  await expect.poll(() => arrived('counted').length, { timeout: 15_000 }).toBe(20);
  await page.waitForTimeout(500);
  expect(arrived('counted').toSorted((a, b) => Number(a) - Number(b))).toEqual(numbers(20));
  expect(shop.events().filter(({ name }) => name === 'page_view')).toHaveLength(3);
});

test('who withdraws while the code is on its way is not stored when it comes', async ({ page }) => {
  await openShop(plain);
  await page.route('**/aisle-keep-*.js', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 700));
    await route.continue();
  });
  await page.goto(shop.url);
  await recordSome(page, 0);
  await page.waitForTimeout(200);
  await page.evaluate(() => aisle.consent.withdraw());
  await page.waitForTimeout(1_500);
  expect(await storedIn(page)).toEqual(NOTHING_STORED);
  expect(shop.events()).toEqual([]);
});

test('without the code of its recommenders a slot keeps its default content, and the console says why', async ({
  page,
}) => {
  await openShop(recommending);
  const warnings: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'warning') warnings.push(message.text());
  });
  await page.route('**/aisle-recommend-*.js', (route) => route.abort());
  await page.goto(shop.url);
  await page.waitForTimeout(1_000);
  await expect(page.locator('[data-aisle-slot=hero] > :first-child')).toHaveText('Default hero');
  expect(warnings).toEqual([expect.stringMatching(/^plugin\/failed: recommenders/)]);
});
