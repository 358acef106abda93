import type { Playbook } from '@aisle/schema';
import { expect, test } from 'playwright/test';
import '../../../helpers/aisle-global.js';
import { type ShopServer, openShopServer, shopPage } from '../../../helpers/shop-server.js';

const EVENTS = 1_000;
const SEGMENTS = 100;
/** A shopper enters one after the other: after 10, 20, 30 … views. */
const playbook: Playbook = {
  v: 1,
  version: 'burst-1',
  aggregates: [{ id: 'views', fn: 'count', event: 'view_item' }],
  segments: Array.from({ length: SEGMENTS }, (_, place) => ({
    id: `views-${place}`,
    title: `Views ${place}`,
    when: { 'history.views': { $gte: (place + 1) * (EVENTS / SEGMENTS) } },
  })),
};

let shop: ShopServer;
test.beforeEach(async () => {
  const attributes = 'data-consent="granted" data-playbook="/v1/sites/demo/playbook.json"';
  shop = await openShopServer({ playbook, pages: { '/': shopPage({ attributes }) } });
});
test.afterEach(() => shop.close());

test('a thousand events of one task arrive, each once, and each of a hundred segments is entered once', async ({
  page,
}) => {
  await page.goto(shop.url);
  await page.waitForFunction(() => aisle.decide('x').reason !== 'no-playbook');
  await page.waitForTimeout(300);
  await page.evaluate((times) => {
    for (let one = 0; one < times; one++) aisle.record('view_item', { items: [{ item_id: `I${one}` }] });
  }, EVENTS);
  await page.evaluate(() => aisle.flush());
  await page.reload();
  await page.waitForTimeout(500);
  await page.evaluate(() => aisle.flush());

  const views = shop.events().filter(({ name }) => name === 'view_item');
  const ids = views.map(({ params }) => (params['items'] as { item_id: string }[])[0]?.item_id);
  expect(ids).toEqual(Array.from({ length: EVENTS }, (_, one) => `I${one}`));
  const moves = shop.events().filter(({ name }) => name === 'x_segment');
  expect(moves.map(({ params }) => `${params['segment']} ${params['change']}`).toSorted()).toEqual(
    playbook.segments?.map(({ id }) => `${id} entered`).toSorted(),
  );
});
