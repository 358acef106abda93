import type { Playbook } from '@aisle/schema';
import { type Page, expect, test } from 'playwright/test';
import { ALL_GRANTED, answer, look } from '../../helpers/consenting.js';
import { type ShopServer, openShopServer, shopPage } from '../../helpers/shop-server.js';

const playbook: Playbook = {
  v: 1,
  version: 'identity-1',
  slots: [
    {
      id: 'hero',
      swap: 'within-budget',
      budgetMs: 60_000,
      candidates: [
        { id: 'gold', when: { 'traits.tier': 'gold' }, content: { title: 'For gold' }, priority: 2 },
        { id: 'again', when: { 'profile.counts.view_item': { $gte: 2 } }, content: { title: 'Welcome back' } },
      ],
    },
  ],
};
const body =
  '<section data-aisle-slot="hero"><p>Default</p><template><h2 data-aisle-text="title"></h2></template></section>';

let shop: ShopServer;
test.beforeEach(async () => {
  const attributes = 'data-consent="granted" data-playbook="/v1/sites/demo/playbook.json"';
  shop = await openShopServer({
    playbook,
    pages: {
      '/': shopPage({ attributes, body }),
      '/asks': shopPage({ attributes: 'data-consent="manual"' }),
      '/email': shopPage({
        attributes,
        head: '<script>window.told = []; console.warn = (...words) => void told.push(words.join(" "))</script>',
      }),
    },
  });
});
test.afterEach(() => shop.close());

const identify = (page: Page, ...said: Parameters<typeof aisle.identify>) =>
  page.evaluate(async (words) => {
    aisle.identify(...words);
    await aisle.flush();
  }, said);
const logins = () => shop.events().filter(({ name }) => name === 'login');
const headIn = (page: Page) => page.evaluate(async () => (await aisle.privacy.export())?.head);
const title = (page: Page) => page.locator('[data-aisle-slot=hero] > :first-child');

test('a customer is named once, however many pages say it', async ({ page }) => {
  await page.goto(shop.url);
  await look(page, 'A');
  await identify(page, 'customer-1');
  await identify(page, 'customer-1');
  // Two pages later, before and after what remembers has come.
  for (const _ of [1, 2]) {
    await page.goto(shop.url);
    await page.evaluate(() => aisle.identify('customer-1'));
    await identify(page, 'customer-1');
  }
  expect(logins().map(({ params }) => params)).toEqual([{ user_id: 'customer-1' }]);
});

test('what was done before the login belongs to the customer', async ({ page }) => {
  await page.goto(shop.url);
  await look(page, 'A');
  const before = await headIn(page);
  await identify(page, 'customer-1');
  const after = await headIn(page);
  expect([after?.visitorId, after?.userId]).toEqual([before?.visitorId, 'customer-1']);
  expect(after?.profile.recents.map(({ itemId }) => itemId)).toEqual(['A']);
});

test('another customer begins anew, and nothing of the first is lost', async ({ page }) => {
  await page.goto(shop.url);
  await identify(page, 'customer-1', { traits: { tier: 'gold' } });
  await expect(title(page)).toHaveText('For gold');
  await look(page, 'A');
  const first = await headIn(page);
  await identify(page, 'customer-2');
  await look(page, 'B');
  await expect(title(page)).toHaveText('Default');
  const stored = await page.evaluate(() => aisle.privacy.export());
  expect(stored?.head.userId).toBe('customer-2');
  expect(stored?.head.visitorId).not.toBe(first?.visitorId);
  expect(JSON.stringify(stored)).not.toContain('customer-1');
  expect(JSON.stringify(stored)).not.toContain('gold');
  expect(stored?.log.map(({ name }) => name)).toEqual(['login', 'view_item']);
  const viewed = shop.events().filter(({ name }) => name === 'view_item');
  expect(new Map(viewed.map(({ params, visitorId }) => [params.items?.[0]?.item_id, visitorId]))).toEqual(
    new Map([
      ['A', first?.visitorId],
      ['B', stored?.head.visitorId],
    ]),
  );
  await page.goto(shop.url);
  await expect(title(page)).toHaveText('Default');
});

test('another tab that shows what was meant for the first customer stops to', async ({ page, context }) => {
  await page.goto(shop.url);
  await identify(page, 'customer-1', { traits: { tier: 'gold' } });
  const other = await context.newPage();
  await other.goto(shop.url);
  await expect(title(other)).toHaveText('For gold');
  await identify(page, 'customer-2');
  await expect(title(other)).toHaveText('Default');
});

test('reset forgets the customer', async ({ page }) => {
  await page.goto(shop.url);
  await identify(page, 'customer-1');
  await page.evaluate(() => aisle.reset());
  expect((await headIn(page))?.userId).toBeNull();
  await identify(page, 'customer-1');
  expect(logins()).toHaveLength(2);
  expect(new Set(logins().map(({ visitorId }) => visitorId)).size).toBe(2);
});

test('a customer who is named before an answer is kept in memory, and known with it', async ({ page }) => {
  await page.goto(`${shop.url}/asks`);
  await page.evaluate(() => aisle.identify('customer-1', { traits: { tier: 'gold' } }));
  expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);
  await answer(page, ALL_GRANTED);
  const head = await headIn(page);
  expect([head?.userId, head?.profile.traits]).toEqual(['customer-1', { tier: 'gold' }]);
});

test('an e-mail is no name: it is redacted, nobody is named, and the shop is told', async ({ page }) => {
  await page.goto(`${shop.url}/email`);
  await identify(page, 'mia@example.com');
  expect((await headIn(page))?.userId).toBeNull();
  expect(logins().map(({ params }) => params)).toEqual([{ user_id: '[email]' }]);
  expect(await page.evaluate(() => Reflect.get(window, 'told').join())).toContain('user_id');
});

test('a number is as good a name as a text', async ({ page }) => {
  await page.goto(shop.url);
  await page.evaluate(async () => {
    for (const _ of [1, 2]) {
      aisle.identify(7 as unknown as string);
      await aisle.flush();
    }
  });
  expect(logins().map(({ params }) => params)).toEqual([{ user_id: '7' }]);
});
