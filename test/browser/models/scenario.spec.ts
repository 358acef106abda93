import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelReference, Playbook } from '@aisle/schema';
import { type Page, expect, test } from 'playwright/test';
import { ALL_DENIED, ALL_GRANTED, answer, look } from '../../helpers/consenting.js';
import { type ShopServer, openShopServer, shopPage } from '../../helpers/shop-server.js';
import { NOTHING_STORED, storedIn } from '../../helpers/stored.js';
import { ITEMS, type TrainedModels, trainModels } from '../../helpers/trained-models.js';

const row = (id: string, recommender: string) => ({
  id,
  swap: 'within-budget' as const,
  budgetMs: 10_000,
  candidates: [{ id: recommender, recommend: { recommender, limit: 2 } }],
});
const playbook: Playbook = {
  v: 1,
  version: 'models-1',
  segments: [{ id: 'likely', title: 'Likely to buy', when: { 'predictions.buy': { $gt: 0 } } }],
  recommenders: [
    { id: 'next', strategy: 'also-viewed' },
    { id: 'with', strategy: 'bought-together' },
    { id: 'alike', strategy: 'similar' },
  ],
  slots: [row('with', 'with'), row('next', 'next')],
  catalogue: [...ITEMS],
};
const template =
  '<template><p data-aisle-each="items"><b data-aisle-text="item_id"></b> <i data-aisle-text="because"></i></p></template>';
const slot = (id: string) => `<section data-aisle-slot="${id}"><p>Default</p>${template}</section>`;
const page = (consent: string) =>
  shopPage({
    attributes: `data-consent="${consent}" data-playbook="/v1/sites/demo/playbook.json"`,
    body: `${slot('with')}${slot('next')}`,
  });

let models: TrainedModels;
test.beforeAll(async () => {
  models = await trainModels('--propensity', 'buy');
});
test.afterAll(() => models.remove());

let shop: ShopServer;
const openShop = async ({ folder }: TrainedModels = models): Promise<void> => {
  shop = await openShopServer({
    playbook,
    models: folder,
    pages: { '/': page('manual'), '/p/A': page('granted'), '/p/F': page('granted'), '/bare': '<!doctype html>' },
  });
};
test.afterEach(() => shop.close());

const shown = (at: Page, id: string) => at.locator(`[data-aisle-slot="${id}"]`);
const asked = () => shop.requests.filter((request) => request.includes('/models/'));

test('what sessions and orders taught is recommended, with its reason, and a slot leaves out what one before it shows', async ({
  page: tab,
}) => {
  await openShop();
  await tab.goto(`${shop.url}/p/A`);
  await expect(shown(tab, 'with')).toHaveText('E A');
  await expect(shown(tab, 'next')).toHaveText('D AC A');
  const alike = await tab.evaluate(() => aisle.recommend('alike', { limit: 10 }).map(({ item }) => item.item_id));
  // A shop that shows them itself gets them all.
  expect(alike.toSorted()).toEqual(['B', 'C', 'D', 'E', 'F']);
});

test('a model is asked for without a word about the shopper, and kept: the next page asks nobody', async ({
  page: tab,
}) => {
  await openShop();
  const headers: Record<string, string>[] = [];
  tab.on('request', (request) => request.url().includes('/models/') && headers.push(request.headers()));
  await tab.goto(`${shop.url}/p/A`);
  await expect(shown(tab, 'with')).toHaveText('E A');
  await expect.poll(() => headers.length).toBe(5);
  for (const { cookie, referer } of headers) expect([cookie ?? '', referer ?? '']).toEqual(['', '']);
  await tab.evaluate(() => aisle.flush());
  const before = asked().length;
  // Not from the browser's own cache either.
  await tab.route('**/models/**', (route) => route.abort());
  await tab.goto(`${shop.url}/p/F`);
  await expect(shown(tab, 'next')).toHaveText('D FA F');
  expect(asked().length).toBe(before);
});

test('what conditions may ask of a model is a fact: a segment is entered by a prediction', async ({ page: tab }) => {
  await openShop();
  await tab.goto(`${shop.url}/bare`);
  await tab.goto(`${shop.url}/`);
  const entered = tab.evaluate(() => new Promise((resolve) => aisle.on('segment', (moves) => resolve(moves.entered))));
  await answer(tab, ALL_GRANTED);
  await look(tab, 'A');
  expect(await entered).toEqual(['likely']);
});

test('a model of which the bytes are others than the playbook says is refused, and the last good one goes on', async ({
  page: tab,
}) => {
  await openShop();
  await tab.goto(`${shop.url}/p/A`);
  await expect(shown(tab, 'with')).toHaveText('E A');
  const warned: string[] = [];
  tab.on('console', (message) => warned.push(message.text()));
  await tab.route('**/playbook.json', async (route) => {
    const response = await route.fetch();
    const published = (await response.json()) as { readonly models: readonly ModelReference[] };
    const forged = published.models.map((model) => ({ ...model, hash: '0'.repeat(64) }));
    await route.fulfill({ response, json: { ...published, version: 'models-2', models: forged } });
  });
  // The first page keeps the playbook that it began with.
  await tab.goto(`${shop.url}/p/A`);
  await tab.evaluate(() => aisle.flush());
  await tab.waitForTimeout(1_500);
  await tab.goto(`${shop.url}/p/A`);
  await expect.poll(() => warned.filter((text) => text.includes('model/stale')).length).toBe(5);
  await expect(shown(tab, 'with')).toHaveText('E A');
});

test('no model is fetched before personalization is granted, or for who refuses; who withdraws keeps none', async ({
  page: tab,
}) => {
  await openShop();
  await tab.goto(`${shop.url}/`);
  await tab.waitForTimeout(800);
  expect(asked()).toEqual([]);
  await answer(tab, ALL_DENIED);
  await tab.waitForTimeout(800);
  expect(asked()).toEqual([]);
  await answer(tab, ALL_GRANTED);
  await look(tab, 'A');
  await expect.poll(() => tab.evaluate(() => caches.keys())).toEqual(['aisle-demo']);
  await expect.poll(() => tab.evaluate(async () => (await (await caches.open('aisle-demo')).keys()).length)).toBe(5);
  await tab.evaluate(() => aisle.consent.withdraw());
  await expect.poll(() => storedIn(tab)).toEqual(NOTHING_STORED);
});

test('code that arrives after stop fetches no model', async ({ page: tab }) => {
  await openShop();
  let arrive = (): void => {};
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  await tab.route('**/aisle-recommend-*.js', async (route) => {
    await arrived;
    await route.continue();
  });
  const wanted = tab.waitForRequest('**/aisle-recommend-*.js');
  await tab.goto(`${shop.url}/p/A`);
  await wanted;
  await tab.evaluate(() => aisle.stop());
  const loaded = tab.waitForResponse('**/aisle-recommend-*.js');
  arrive();
  await loaded;
  await tab.waitForTimeout(800);
  expect(asked()).toEqual([]);
});

test('of a large catalogue only the shards that a session touches are fetched', async ({ page: tab }) => {
  const sharded = await trainModels('--shards', '4');
  try {
    await openShop(sharded);
    await tab.goto(`${shop.url}/p/A`);
    await expect(shown(tab, 'with')).toHaveText('E A');
    await expect(shown(tab, 'next')).toHaveText('D AC A');
    const shards = asked().filter((request) => /\d+\.bin$/.test(request));
    expect(new Set(shards).size).toBe(shards.length);
    // Neighbours and orders: of the one item that this session is about.
    expect(shards.length).toBeGreaterThan(0);
    expect(shards.length).toBeLessThanOrEqual(3);
  } finally {
    await sharded.remove();
  }
});

test('a folder that is trained anew is what the next page loads', async ({ page: tab }) => {
  await openShop();
  await tab.goto(`${shop.url}/p/A`);
  await expect(shown(tab, 'with')).toHaveText('E A');
  const listed = join(models.folder, 'models.json');
  const before = await readFile(listed, 'utf8');
  const kept = (JSON.parse(before) as ModelReference[]).filter(({ kind }) => kind !== 'together');
  await writeFile(listed, JSON.stringify(kept));
  try {
    const published = await (await fetch(`${shop.url}/v1/sites/demo/playbook.json`)).json();
    expect((published as { models: ModelReference[] }).models.map(({ kind }) => kind)).not.toContain('together');
  } finally {
    await writeFile(listed, before);
  }
});

test('what only other playbooks named is let go of when the new set is whole on the device, and no sooner', async ({
  page: tab,
}) => {
  const kept = () => tab.evaluate(async () => (await (await caches.open('aisle-demo')).keys()).map(({ url }) => url));
  await openShop();
  await tab.goto(`${shop.url}/p/A`);
  await expect.poll(async () => (await kept()).length).toBe(5);
  const warned: string[] = [];
  tab.on('console', (message) => warned.push(message.text()));
  let version = 2;
  await tab.route('**/playbook.json', async (route) => {
    const response = await route.fetch();
    const published = (await response.json()) as { readonly models: readonly ModelReference[] };
    const fewer = published.models.filter(({ kind }) => kind !== 'together');
    const named = fewer.map((model) =>
      version === 2 && model.kind === 'similar' ? { ...model, hash: '0'.repeat(64) } : model,
    );
    await route.fulfill({ response, json: { ...published, version: `models-${version}`, models: named } });
  });
  const comeTwice = async (): Promise<void> => {
    // The first page keeps the playbook that it began with.
    await tab.goto(`${shop.url}/p/A`);
    await tab.evaluate(() => aisle.flush());
    await tab.waitForTimeout(1_500);
    await tab.goto(`${shop.url}/p/A`);
  };
  await comeTwice();
  await expect.poll(() => warned.filter((text) => text.includes('model/stale')).length).toBe(1);
  await tab.waitForTimeout(300);
  expect((await kept()).length).toBe(5);
  version = 3;
  await comeTwice();
  await expect.poll(async () => (await kept()).length).toBe(4);
  expect((await kept()).join()).not.toContain('together');
});
