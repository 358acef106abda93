import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import '../helpers/aisle-global.js';
import { type ShopServer, openShopServer, shopPage } from '../helpers/shop-server.js';
import { ITEMS, type TrainedModels, trainModels } from '../helpers/trained-models.js';
import type { Tab } from './tab.js';
import { useBrowser } from './use-browser.js';

const page = shopPage({
  attributes: 'data-consent="granted" data-playbook="/v1/sites/demo/playbook.json"',
  body: `<section data-aisle-slot="with"><p>Default</p><template><p data-aisle-each="items" data-aisle-text="item_id"></p></template></section>`,
});

let models: TrainedModels;
beforeAll(async () => {
  models = await trainModels();
});
afterAll(() => models.remove());

let shop: ShopServer;
beforeEach(async () => {
  shop = await openShopServer({
    models: models.folder,
    pages: { '/p/A': page },
    playbook: {
      v: 1,
      version: 'models-1',
      recommenders: [{ id: 'with', strategy: 'bought-together' }],
      slots: [{ id: 'with', budgetMs: 10_000, candidates: [{ id: 'with', recommend: { recommender: 'with' } }] }],
      catalogue: [...ITEMS],
    },
  });
});
afterEach(() => shop.close());
const newTab = useBrowser();

const asked = () => shop.requests.filter((request) => request.includes('/models/'));
const recommends = (tab: Tab): Promise<void> =>
  vi.waitFor(
    async () => expect(await tab.evaluate(() => document.querySelector('section')?.textContent)).toContain('E'),
    { timeout: 10_000, interval: 100 },
  );

it('recommends what was trained, of bytes that the browser compared, and keeps it for the next page', async () => {
  const tab = await newTab();
  await tab.goto(`${shop.url}/p/A`);
  await recommends(tab);
  expect(asked()).toHaveLength(4);
  await vi.waitFor(async () =>
    expect(await tab.evaluate(async () => (await (await caches.open('aisle-demo')).keys()).length)).toBe(4),
  );
  await tab.goto(`${shop.url}/p/A?again`);
  await recommends(tab);
  expect(asked()).toHaveLength(4);
});
