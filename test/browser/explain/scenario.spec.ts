import { type Page, expect, test } from 'playwright/test';
import type { ShopServer } from '../../helpers/shop-server.js';
import '../../helpers/aisle-global.js';
import { openPanelShop, shopAround } from '../privacy-panel/panel-shop.js';

let shop: ShopServer;
test.beforeAll(async () => {
  shop = await openPanelShop();
});
test.afterAll(() => shop.close());

const explained = (page: Page, slot: string) =>
  page.evaluate(async (id) => {
    const { inputs, shopper, decision } = (await aisle.explain(id)) ?? {};
    return { inputs, shopper, candidate: decision?.candidate };
  }, slot);

/** Visits the page again, so that what is explained was read from this device. */
const comeBack = async (page: Page) => {
  await page.goto(`${shop.url}/recommended`);
  await shopAround(page);
  await page.goto(`${shop.url}/recommended`);
  await page.evaluate(async () => {
    aisle.consent.set({ personalization: 'granted', measurement: 'granted' });
    await aisle.flush();
  });
};

test('B39: a slot that a segment decided rests on what put the shopper there, under personalization', async ({
  page,
}) => {
  await comeBack(page);
  expect(await explained(page, 'hero')).toEqual({
    candidate: 'knives',
    shopper: 'You see this because of what you like to look at.',
    inputs: [
      {
        fact: 'affinity.category.Knives',
        // Three views and a cart, a moment ago.
        value: expect.closeTo(6, 1),
        detail: 'Knives',
        use: 'audience',
        through: 'segments.cooks',
        purposes: ['personalization'],
      },
    ],
  });
});

test('B39: a recommendation rests on the products that were seen, under personalization', async ({ page }) => {
  await comeBack(page);
  const seen = (id: string) => ({
    fact: 'recents',
    value: id,
    detail: id,
    use: 'items',
    purposes: ['personalization'],
  });
  const { inputs } = await explained(page, 'again');
  expect(inputs).toEqual(['brae-knife', 'tor-pan', 'brae-paring'].map(seen));
});

test('B39: what is the same for everybody rests on nothing', async ({ page }) => {
  await comeBack(page);
  expect(await explained(page, 'plain')).toMatchObject({ candidate: 'all', inputs: [] });
});

for (const state of ['denied', 'pending'] as const)
  test(`B39: while personalization is ${state} nothing rests on what is stored`, async ({ page }) => {
    await comeBack(page);
    if (state === 'pending') await page.reload();
    else await page.evaluate(() => aisle.consent.set({ personalization: 'denied' }));
    // Also a slot that would rest on it comes to nothing.
    for (const slot of ['hero', 'again', 'plain'])
      await expect.poll(async () => (await explained(page, slot)).inputs).toEqual([]);
    expect(await explained(page, 'hero')).toMatchObject({ candidate: null });
  });
