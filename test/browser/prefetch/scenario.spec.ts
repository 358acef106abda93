import type { Playbook } from '@aisle/schema';
import { type Page, expect, test } from 'playwright/test';
import { ALL_DENIED, ALL_GRANTED, answer } from '../../helpers/consenting.js';
import { type ShopServer, openShopServer, shopPage } from '../../helpers/shop-server.js';
import { ITEMS } from '../../helpers/trained-models.js';

const playbook: Playbook = {
  v: 1,
  version: 'prefetch-1',
  recommenders: [{ id: 'next-page', strategy: 'popular' }],
  prefetch: { recommender: 'next-page', limit: 2 },
  slots: [],
  catalogue: [{ ...ITEMS[5], item_id: 'X', x_url: 'https://elsewhere.example/p/X' }, ...ITEMS],
};
const shopWith = (consent: string, more = '') =>
  shopPage({
    attributes: `data-consent="${consent}" data-playbook="/v1/sites/demo/playbook.json"`,
    head: more,
  });
/** What many themes have: code that stands in the page. */
const INLINE = '<script>window.theme = 1;</script>';

let shop: ShopServer;
const openShop = async (consent: string, more = INLINE, plan: Playbook = playbook): Promise<void> => {
  const page = shopWith(consent, more);
  const pages = ['/', '/p/A', '/p/B', '/p/C'].map((path) => [path, page] as const);
  shop = await openShopServer({ playbook: plan, pages: Object.fromEntries(pages) });
};
test.afterEach(() => shop.close());

/** Paths of pages that were fetched ahead, as the server saw them. */
const ahead = () =>
  shop.seen.flatMap(({ path, headers }) => (/prefetch/.test(String(headers['sec-purpose'])) ? [path] : []));
const left = (tab: Page) =>
  tab.evaluate(() => document.querySelectorAll('script[type=speculationrules], link[rel=prefetch]').length);
const policy = (tab: Page, value: string) =>
  tab.route(`${shop.url}/`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': value } });
  });
const violations = (tab: Page): Promise<unknown> =>
  tab.addInitScript(() => {
    const seen: string[] = ((window as unknown as { seen: string[] }).seen = []);
    document.addEventListener('securitypolicyviolation', ({ violatedDirective }) => seen.push(violatedDirective));
  });

test('the pages of what comes first are fetched ahead, of this origin and no more than the playbook says', async ({
  page: tab,
}) => {
  await openShop('granted');
  await tab.goto(shop.url);
  await expect.poll(() => ahead().toSorted()).toEqual(['/p/A', '/p/B']);
  expect(await tab.locator('script[type=speculationrules]').count()).toBe(1);
  await tab.goto(`${shop.url}/p/A`);
  // Not this one.
  await expect.poll(() => ahead()).toContain('/p/C');
  expect(ahead().filter((path) => path === '/p/A').length).toBe(1);
});

test('nothing is fetched ahead before personalization is granted; who withdraws leaves nothing of it in the page', async ({
  page: tab,
}) => {
  await openShop('manual');
  await tab.goto(shop.url);
  await tab.waitForTimeout(700);
  await answer(tab, ALL_DENIED);
  await tab.waitForTimeout(700);
  expect([ahead(), await left(tab)]).toEqual([[], 0]);
  await answer(tab, ALL_GRANTED);
  await expect.poll(() => ahead().length).toBe(2);
  await tab.evaluate(() => aisle.consent.withdraw());
  expect(await left(tab)).toBe(0);
});

test('stop leaves nothing of it in the page', async ({ page: tab }) => {
  await openShop('granted');
  await tab.goto(shop.url);
  await expect.poll(() => left(tab)).toBe(1);
  await tab.evaluate(() => aisle.stop());
  expect(await left(tab)).toBe(0);
});

test('stop before the page is loaded leaves nothing of it, either', async ({ page: tab }) => {
  let answerImage = (): void => {};
  await tab.route('**/slow.png', (route) => {
    answerImage = () => void route.abort();
  });
  await openShop(
    'granted',
    `${INLINE}<link rel="preload" as="image" href="/slow.png"><style>html{background:url(/slow.png)}</style>`,
  );
  const code = tab.waitForResponse(/aisle-prefetch/);
  await tab.goto(shop.url, { waitUntil: 'commit' });
  await (await code).finished();
  await tab.waitForTimeout(300);
  expect(await tab.evaluate(() => document.readyState)).toBe('interactive');
  await tab.evaluate(() => aisle.stop());
  answerImage();
  await tab.waitForLoadState('load');
  await tab.waitForTimeout(300);
  expect([ahead(), await left(tab)]).toEqual([[], 0]);
});

test('in a single-page app the next view has its own next pages', async ({ page: tab }) => {
  await openShop('granted');
  await tab.goto(shop.url);
  await expect.poll(() => left(tab)).toBe(1);
  await tab.evaluate(() => history.pushState(null, '', '/p/A'));
  const rules = tab.locator('script[type=speculationrules]');
  await expect.poll(() => rules.evaluate(({ textContent }) => textContent)).toContain('/p/C');
  expect(await rules.count()).toBe(1);
});

test('who is held out gets nothing ahead', async ({ page: tab }) => {
  await openShop('granted', INLINE, { ...playbook, holdout: { share: 1 } });
  await tab.goto(shop.url);
  await tab.waitForTimeout(1_000);
  expect([ahead(), await left(tab)]).toEqual([[], 0]);
});

/** As on a slow device: it is not known who the shopper is before that. */
const answerLate = (tab: Page) =>
  tab.route('**/aisle-keep-*.js', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    await route.continue();
  });

test('who turns out to be held out when the store has answered late gets nothing ahead', async ({ page: tab }) => {
  await openShop('granted', INLINE, { ...playbook, holdout: { share: 1 } });
  await answerLate(tab);
  await tab.goto(shop.url);
  await tab.waitForTimeout(2_500);
  expect([ahead(), await left(tab)]).toEqual([[], 0]);
});

test('who turns out not to be held out gets the next pages then', async ({ page: tab }) => {
  await openShop('granted', INLINE, { ...playbook, holdout: { share: 0 } });
  await answerLate(tab);
  await tab.goto(shop.url);
  await expect.poll(() => ahead().toSorted()).toEqual(['/p/A', '/p/B']);
});

for (const connection of [{ saveData: true }, { saveData: false, effectiveType: '3g' }])
  test(`who pays for every byte gets nothing ahead: ${JSON.stringify(connection)}`, async ({ page: tab }) => {
    await openShop('granted');
    await tab.addInitScript((value) => Object.defineProperty(navigator, 'connection', { value }), connection);
    await tab.goto(shop.url);
    await tab.waitForTimeout(1_000);
    expect([ahead(), await left(tab)]).toEqual([[], 0]);
  });

test('where the browser knows no such rules, and in a page without code of its own, links do it', async ({
  page: tab,
}) => {
  await openShop('granted', '');
  await tab.goto(shop.url);
  await expect.poll(() => ahead().toSorted()).toEqual(['/p/A', '/p/B']);
  expect(await tab.locator('link[rel=prefetch]').count()).toBe(2);
});

test('a policy that forbids inline code, and Trusted Types, are not offended', async ({ page: tab }) => {
  await openShop('granted', '');
  await violations(tab);
  await policy(tab, "default-src 'self'; img-src data:; require-trusted-types-for 'script'; trusted-types 'none'");
  await tab.goto(shop.url);
  await expect.poll(() => ahead().toSorted()).toEqual(['/p/A', '/p/B']);
  expect(await tab.evaluate(() => (window as unknown as { seen: string[] }).seen)).toEqual([]);
});

test('a nonce of the page counts for the rules, too', async ({ page: tab }) => {
  await openShop('granted', '<script nonce="once">window.theme = 1;</script>');
  await violations(tab);
  await policy(tab, "script-src 'self' 'nonce-once'");
  await tab.goto(shop.url);
  await expect.poll(() => ahead().toSorted()).toEqual(['/p/A', '/p/B']);
  expect(await tab.locator('script[type=speculationrules]').count()).toBe(1);
  expect(await tab.evaluate(() => (window as unknown as { seen: string[] }).seen)).toEqual([]);
});

test('a policy that knows its scripts by their hashes is answered with links', async ({ page: tab }) => {
  await openShop('granted');
  await policy(tab, "script-src 'self' 'sha256-3XXkTYDTqsPW3DaLmVpUCc1VjTtVOxkfDmRBOmSsIfc='");
  await tab.goto(shop.url);
  await expect.poll(() => tab.locator('link[rel=prefetch]').count()).toBe(2);
  expect(await tab.locator('script[type=speculationrules]').count()).toBe(0);
});
