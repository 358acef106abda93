import type { Playbook } from '@aisle/schema';
import { expect, test } from 'playwright/test';
import { look } from '../../../helpers/consenting.js';
import { type ShopServer, openShopServer, shopPage } from '../../../helpers/shop-server.js';

/** True on one page only: two tabs never agree on it. */
const playbook: Playbook = {
  v: 1,
  version: 'test-1',
  segments: [{ id: 'at-home', title: 'At home', when: { 'page.path': '/' } }],
  slots: [{ id: 'hero', candidates: [{ id: 'hello', content: { title: 'Hello' } }] }],
};

let shop: ShopServer;
test.beforeEach(async () => {
  const page = shopPage({ attributes: 'data-consent="granted" data-playbook="/v1/sites/demo/playbook.json"' });
  shop = await openShopServer({ playbook, pages: { '/': page, '/other': page } });
});
test.afterEach(() => shop.close());

test('two tabs that see a shopper differently do not take turns at it', async ({ context }) => {
  const [home, other] = [await context.newPage(), await context.newPage()];
  await home.goto(shop.url);
  await other.goto(`${shop.url}/other`);
  await look(home, 'A');
  await look(other, 'B');
  const count = () =>
    home.evaluate(async () => {
      await aisle.flush();
      return (await aisle.privacy.export())?.log.length ?? 0;
    });
  await home.waitForTimeout(1_500);
  const before = await count();
  expect(before).toBeGreaterThan(3);
  await home.waitForTimeout(2_500);
  expect(await count()).toBe(before);
});
