import { isDeepStrictEqual } from 'node:util';
import { readFileSync, readdirSync } from 'node:fs';
import { type Page, expect, test } from 'playwright/test';
import type { GoldenFile, GoldenResult } from '../../helpers/golden-cases.js';
import { pageScript } from '../../helpers/page-script.js';
import { type ShopServer, openShopServer } from '../../helpers/shop-server.js';

const folder = new URL('../../cases/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.json'));

let shop: ShopServer;
let script: string;
test.beforeAll(async () => {
  script = await pageScript(import.meta.url);
  shop = await openShopServer({ pages: { '/': '<!doctype html><link rel="icon" href="data:,"><title>Cases</title>' } });
});
test.afterAll(() => shop.close());

/** Names that playbooks, profiles and contexts bear: reading one that is not there must not reach the prototype. */
const POLLUTED =
  'title when items campaign content levels seed recommend weight weighted priority caps schedule namespace holdout forced ' +
  'assigned url visitorId experiment experiments variations factors bandit stopped coverage weights within where field ' +
  'fallback exclude region locale predictions traits coupon currency quantity price value';

/** Everything as text: how Playwright hands values over reads what a prototype has, too. */
const answersIn = async (page: Page, file: GoldenFile, polluted = ''): Promise<readonly GoldenResult[]> => {
  await page.addScriptTag({ content: script });
  const text = await page.evaluate(
    ([asked, words]) => {
      const { answer } = window as unknown as { answer(file: GoldenFile): readonly GoldenResult[] };
      const added = words.split(' ').filter(Boolean);
      for (const name of added)
        Object.defineProperty(Object.prototype, name, {
          __proto__: null,
          configurable: true,
          get() {
            throw new Error(`${name} was read from the prototype`);
          },
        } as PropertyDescriptor);
      try {
        return JSON.stringify(answer(JSON.parse(asked) as GoldenFile));
      } finally {
        for (const name of added) Reflect.deleteProperty(Object.prototype, name);
      }
    },
    [JSON.stringify(file), polluted] as const,
  );
  return JSON.parse(text) as readonly GoldenResult[];
};

const differences = (results: readonly GoldenResult[]) =>
  results.filter(({ got, expected }) => !isDeepStrictEqual(got, expected));

for (const name of names) {
  const file = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as GoldenFile;

  test(`the golden cases of ${name} are answered in Chromium as they are written`, async ({ page }) => {
    await page.goto(shop.url);
    const results = await answersIn(page, file);
    expect(results.map((result) => result.name)).toEqual(file.cases.map((one) => one.name));
    expect(differences(results)).toEqual([]);
  });

  test(`the golden cases of ${name} are answered alike where a page added to every object`, async ({ page }) => {
    await page.goto(shop.url);
    expect(differences(await answersIn(page, file, POLLUTED))).toEqual([]);
  });
}
