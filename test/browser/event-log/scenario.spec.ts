import { type Page, expect, test } from 'playwright/test';
import { eventLogContract } from '../../contract/event-log.js';
import { pageScript } from '../../helpers/page-script.js';
import { type ShopServer, openShopServer } from '../../helpers/shop-server.js';

interface Proving {
  prove(title: string, site: string): Promise<string | null>;
  refold(name: string): Promise<{ logged: number; stored: unknown; folded: unknown }>;
}

let shop: ShopServer;
let script: string;
test.beforeAll(async () => {
  script = await pageScript(import.meta.url);
  shop = await openShopServer({ pages: { '/': '<!doctype html><link rel="icon" href="data:,"><title>Log</title>' } });
});
test.afterAll(() => shop.close());

const open = async (page: Page) => {
  await page.goto(shop.url);
  await page.addScriptTag({ content: script });
};

for (const title of Object.keys(eventLogContract))
  test(`the log in IndexedDB ${title}`, async ({ page }) => {
    await open(page);
    const fault = await page.evaluate((asked) => (window as unknown as Proving).prove(asked, 'contract'), title);
    expect(fault).toBeNull();
  });

test('what the log let go of lives on in the base: both, folded again, are the profile', async ({ page }) => {
  await open(page);
  const { logged, stored, folded } = await page.evaluate(async () => {
    const { prove, refold } = window as unknown as Proving;
    await prove('keeps the profile of a history longer than the log may be', 'folding');
    return refold('aisle-folding');
  });
  expect(logged).toBeLessThanOrEqual(5_000);
  expect(folded).toEqual(stored);
});
