import { expect, test } from 'playwright/test';
import { ALL_GRANTED, answer, look } from '../../../helpers/consenting.js';
import { watchTroubles } from '../../../helpers/page-troubles.js';
import { type ShopServer, openShopServer, shopPage } from '../../../helpers/shop-server.js';

let shop: ShopServer;
test.beforeEach(async () => {
  shop = await openShopServer({ pages: { '/': shopPage({ attributes: 'data-consent="manual"' }) } });
});
test.afterEach(() => shop.close());

const FAILURES: readonly (readonly [what: string, break_: () => void])[] = [
  [
    'localStorage is refused',
    () =>
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      }),
  ],
  [
    'localStorage is full',
    () => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
    },
  ],
  [
    'IndexedDB is refused',
    () => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('denied', 'SecurityError');
      };
    },
  ],
  [
    'BroadcastChannel and locks are missing',
    () => {
      Object.defineProperty(window, 'BroadcastChannel', { value: undefined });
      Object.defineProperty(navigator, 'locks', { value: undefined });
    },
  ],
];

for (const [what, break_] of FAILURES)
  test(`S24, B27: where ${what} a shopper is recorded, sent and withdrawn all the same, and nothing is thrown`, async ({
    page,
  }) => {
    const troubles = watchTroubles(page);
    await page.addInitScript(break_);
    await page.goto(shop.url);
    await answer(page, ALL_GRANTED);
    await look(page, 'A');
    // The copy for a quick start would be written now.
    await page.waitForTimeout(600);
    await page.evaluate(() => {
      aisle.record('view_item', { items: [{ item_id: 'B' }] });
      dispatchEvent(new Event('pagehide'));
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await expect.poll(() => shop.events().length).toBe(3);
    await page.evaluate(() => aisle.consent.withdraw());
    await expect.poll(() => shop.events()).toEqual([]);
    expect(await page.evaluate(() => document.cookie)).toBe('');
    expect(troubles).toEqual([]);
  });
