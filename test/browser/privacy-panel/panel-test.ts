import { type Page, expect, test as base } from 'playwright/test';
import { watchTroubles } from '../../helpers/page-troubles.js';
import { pageScript } from '../../helpers/page-script.js';
import type { ShopServer } from '../../helpers/shop-server.js';
import { openByClick } from './panel-page.js';
import { openPanelShop, shopAround } from './panel-shop.js';

interface Given {
  /** A shop of its own for each test. */
  readonly shop: ShopServer;
  /** Errors of the console that the test provokes. */
  readonly expected: RegExp[];
  /** A page on which a shopper was busy, and the panel open over it. */
  readonly openStocked: (path?: string) => ReturnType<typeof openByClick>;
  /** Brings the bindings into the page, as a shop's own bundle would. */
  readonly addBindings: () => Promise<unknown>;
}

interface Once {
  readonly script: string;
}

/** The panel's tests: no console error and no uncaught exception in any of them. */
export const test = base.extend<Given, Once>({
  script: [
    // oxlint-disable-next-line no-empty-pattern -- the shape that Playwright asks for.
    async ({}, use) => use(await pageScript(import.meta.url)),
    { scope: 'worker' },
  ],
  expected: [[], { scope: 'test' }],
  shop: async ({ page, expected }, use) => {
    const shop = await openPanelShop();
    const troubles = watchTroubles(page);
    await use(shop);
    // First the page: what it would still say to a shop that is gone is no trouble.
    await page.close();
    await shop.close();
    expect(troubles.filter((trouble) => !expected.some((pattern) => pattern.test(trouble)))).toEqual([]);
  },
  openStocked: async ({ page, shop }, use) => {
    await use(async (path = '/') => {
      await page.goto(shop.url + path);
      await shopAround(page);
      return openByClick(page);
    });
  },
  addBindings: async ({ page, script }, use) => {
    await use(() => page.addScriptTag({ content: script }));
  },
});

/** All that lies on the device. */
export const exported = (page: Page) => page.evaluate(() => aisle.privacy.export());
