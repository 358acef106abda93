import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type Page, expect, test } from 'playwright/test';
import '../../helpers/aisle-global.js';
import { type ShopServer, openShopServer, shopPage } from '../../helpers/shop-server.js';
import { NOTHING_STORED, storedIn } from '../../helpers/stored.js';

// The real package, as the storefront has it.
const banner = await readFile(
  createRequire(import.meta.url)
    .resolve('vanilla-cookieconsent')
    .replace(/dist\/.*$/, 'dist/cookieconsent.umd.js'),
  'utf8',
);
const config = {
  hideFromBots: false,
  categories: { necessary: { readOnly: true }, functional: {}, analytics: {}, marketing: {} },
  language: {
    default: 'en',
    translations: {
      en: {
        consentModal: { title: 'Cookies', acceptAllBtn: 'All', acceptNecessaryBtn: 'None' },
        preferencesModal: { sections: [] },
      },
    },
  },
};
const run = `CookieConsent.run(${JSON.stringify(config)})`;
// In <head> there is no body to hang the banner into yet.
const runInHead = `const root = document.createElement('div');
CookieConsent.run({ root, ...${JSON.stringify(config)} });
document.addEventListener('DOMContentLoaded', () => document.body.append(root));`;

let shop: ShopServer;
test.beforeEach(async () => {
  shop = await openShopServer({
    pages: {
      '/before': shopPage({ attributes: '', head: `<script>${banner};${runInHead}</script>` }),
      '/after': shopPage({ attributes: '', body: `<script>${banner};${run}</script>` }),
      '/none': shopPage({ attributes: '', body: '<form name="CookieConsent"></form>' }),
    },
  });
});
test.use({ actionTimeout: 5_000 });
test.afterEach(() => shop.close());

const choose = (page: Page, categories: string[]) =>
  page.evaluate(
    (chosen) =>
      (window as unknown as { CookieConsent: { acceptCategory(c: string[]): void } }).CookieConsent.acceptCategory(
        chosen,
      ),
    categories,
  );
const consentIn = (page: Page) => page.evaluate(() => aisle.consent.get());
const withoutBanner = async (page: Page) => ({ ...(await storedIn(page)), cookies: '' });

for (const path of ['/before', '/after']) {
  test(`nothing is stored or sent until the banner of ${path} is answered`, async ({ page }) => {
    await page.goto(shop.url + path);
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.waitForTimeout(1300);
    expect((await consentIn(page)).personalization).toBe('pending');
    expect(await storedIn(page)).toEqual(NOTHING_STORED);
    expect(shop.requests.filter((request) => request.startsWith('POST'))).toEqual([]);
  });

  test(`accepting on ${path} starts everything, and a later load needs no answer`, async ({ page }) => {
    await page.goto(shop.url + path);
    await page.getByRole('button', { name: 'All' }).click();
    await expect.poll(async () => (await consentIn(page)).measurement).toBe('granted');
    await page.evaluate(() => aisle.flush());
    expect(await consentIn(page)).toMatchObject({
      personalization: 'granted',
      measurement: 'granted',
      marketing: 'granted',
      sharing: 'denied',
    });
    expect(shop.events().map(({ name }) => name)).toEqual(['page_view']);
    await page.reload();
    await expect.poll(async () => (await consentIn(page)).measurement).toBe('granted');
    await page.evaluate(() => aisle.flush());
    expect(shop.events()).toHaveLength(2);
    expect(new Set(shop.events().map(({ visitorId }) => visitorId)).size).toBe(1);
  });

  test(`refusing on ${path} leaves nothing but the banner’s own cookie`, async ({ page }) => {
    await page.goto(shop.url + path);
    await page.getByRole('button', { name: 'None' }).click();
    await page.waitForTimeout(1300);
    expect((await consentIn(page)).measurement).toBe('denied');
    expect(await withoutBanner(page)).toEqual(NOTHING_STORED);
    expect(shop.requests.filter((request) => request.startsWith('POST'))).toEqual([]);
  });
}

test('changing the mind later empties the device at once', async ({ page }) => {
  await page.goto(`${shop.url}/before`);
  await page.getByRole('button', { name: 'All' }).click();
  await page.evaluate(() => aisle.flush());
  await expect.poll(async () => (await storedIn(page)).databases).toEqual(['aisle-demo']);
  await choose(page, []);
  await expect.poll(() => withoutBanner(page)).toEqual(NOTHING_STORED);
});

test('one category grants its purpose and no other', async ({ page }) => {
  await page.goto(`${shop.url}/before`);
  await choose(page, ['functional']);
  await expect
    .poll(() => consentIn(page))
    .toMatchObject({ personalization: 'granted', measurement: 'denied', marketing: 'denied' });
});

test('a form that bears the platform’s name is no platform', async ({ page }) => {
  await page.goto(`${shop.url}/none`);
  await page.waitForTimeout(500);
  expect((await consentIn(page)).personalization).toBe('pending');
});
