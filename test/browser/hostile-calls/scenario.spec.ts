import { expect, test } from 'playwright/test';
import '../../helpers/aisle-global.js';
import { type ShopServer, openShopServer, shopPage } from '../../helpers/shop-server.js';

let shop: ShopServer;
test.beforeEach(async () => {
  shop = await openShopServer({ pages: { '/': shopPage({ attributes: 'data-consent="manual"' }) } });
});
test.afterEach(() => shop.close());

test('no call with hostile arguments throws into the page', async ({ page }) => {
  await page.goto(shop.url);
  const thrown = await page.evaluate(() => {
    const trap = new Proxy(
      {},
      {
        get: () => {
          throw new Error('get');
        },
        ownKeys: () => {
          throw new Error('keys');
        },
        getPrototypeOf: () => {
          throw new Error('prototype');
        },
      },
    );
    const calls = [
      () => aisle.record(Symbol('name') as unknown as string),
      () =>
        aisle.record({
          toString: () => {
            throw new Error('text');
          },
        } as unknown as string),
      () => aisle.record('view_item', trap),
      () => aisle.consent.set(trap),
      () => aisle.consent.set(null as never),
      () => aisle.decide(null as never),
      () => aisle.recommend('none', null as never),
      () => aisle.explain(7 as never),
      () => [aisle.variation, aisle.expose, aisle.force].map((call) => call(trap as never, trap as never)),
    ];
    return calls.flatMap((call) => {
      try {
        call();
        return [];
      } catch (cause) {
        return [`${call} ${cause}`];
      }
    });
  });
  expect(thrown).toEqual([]);
});
