import type { Playbook } from '@aisle/schema';
import { type Page, expect, test } from 'playwright/test';
import { type ShopServer, openShopServer, shopPage } from '../../../helpers/shop-server.js';
import { ITEMS, type TrainedModels, trainModels } from '../../../helpers/trained-models.js';
import { HEARING, firedIn } from '../../../helpers/triggers.js';

const asked = { moment: 'event', event: 'ask' } as const;
const playbook: Playbook = {
  v: 1,
  version: 'triggers-4',
  triggers: [
    { id: 'likely', on: asked, when: { 'predictions.buy': { $gt: 0 } }, do: { event: 'likely_to_buy' } },
    { id: 'certain', on: asked, when: { 'predictions.buy': { $gt: 1 } } },
    { id: 'without', on: asked, when: { 'predictions.buy': { $exists: false } } },
  ],
  catalogue: [...ITEMS],
};
const page = shopPage({
  attributes: 'data-consent="granted" data-playbook="/v1/sites/demo/playbook.json"',
  body: HEARING,
});

let models: TrainedModels;
let shop: ShopServer;
test.beforeAll(async () => {
  models = await trainModels('--propensity', 'buy');
});
test.beforeEach(async () => {
  shop = await openShopServer({ playbook, models: models.folder, pages: { '/': page } });
});
test.afterEach(() => shop.close());
test.afterAll(() => models.remove());

const look = (at: Page) =>
  at.evaluate(() => aisle.record('view_item', { items: [{ item_id: 'A', item_category: 'Pans', price: 10 }] }));

test('a model that was trained says of the shopper when a trigger fires', async ({ page: tab }) => {
  await tab.goto(shop.url);
  await look(tab);
  const known = async () => (await tab.evaluate(() => aisle.explain('trigger/likely')))?.decision.reason;
  await expect.poll(known).toBe('matched');
  await tab.evaluate(() => aisle.record('ask'));
  await expect.poll(() => firedIn(tab)).toEqual(['likely event']);
  await tab.evaluate(() => aisle.flush());
  expect(shop.events().filter(({ name }) => name === 'likely_to_buy')).toHaveLength(1);
});

test('without the model its prediction is no fact, and nothing is guessed', async ({ page: tab }) => {
  await tab.route('**/models/**', (route) => route.abort());
  await tab.goto(shop.url);
  await look(tab);
  await tab.evaluate(() => aisle.record('ask'));
  await expect.poll(() => firedIn(tab)).toEqual(['without event']);
});
