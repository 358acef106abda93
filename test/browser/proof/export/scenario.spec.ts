import type { Playbook } from '@aisle/schema';
import { type Page, expect, test } from 'playwright/test';
import { ALL_GRANTED, answer, look } from '../../../helpers/consenting.js';
import { type Device, deviceOf, recordIn } from '../../../helpers/device.js';
import { type ShopServer, openShopServer, shopPage } from '../../../helpers/shop-server.js';

const playbook: Playbook = {
  v: 1,
  version: 'export-1',
  segments: [{ id: 'lookers', title: 'Lookers', when: { 'profile.counts.view_item': { $gte: 1 } } }],
  experiments: [{ id: 'colour', variations: [{ id: 'red' }, { id: 'blue' }] }],
  recommenders: [{ id: 'recent', strategy: 'recently-viewed' }],
  slots: [{ id: 'hero', candidates: [{ id: 'again', recommend: { recommender: 'recent' } }] }],
  catalogue: [{ item_id: 'A', item_name: 'Knife', price: 10, x_url: '/p/A' }],
};

let shop: ShopServer;
test.beforeEach(async () => {
  shop = await openShopServer({
    playbook,
    pages: {
      '/': shopPage({
        attributes: 'data-consent="manual" data-policy-version="7" data-playbook="/v1/sites/demo/playbook.json"',
      }),
    },
  });
});
test.afterEach(() => shop.close());

const exported = (page: Page): Promise<Readonly<Record<string, unknown>>> =>
  page.evaluate(async () => JSON.parse(JSON.stringify(await aisle.privacy.export())));

/** Every value at the end of a path, as text: what two trees of different shape have in common. */
const leavesOf = (value: unknown): readonly string[] =>
  typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(leavesOf)
    : [JSON.stringify(value) ?? 'null'];

/** Flushes are merged and the playbook is the shop's own; nothing else of the device may be missing from what is exported. */
const missingFrom = (given: unknown, { databases, localStorage }: Device): readonly string[] => {
  const known = new Set(leavesOf(given));
  const found: [string, unknown][] = [
    ...Object.entries(databases).flatMap(([database, stores]) =>
      Object.entries(stores).flatMap(([store, records]) =>
        records.map(([key, value]): [string, unknown] => [`${database}/${store}/${String(key)}`, value]),
      ),
    ),
    ...Object.entries(localStorage).map(([key, text]): [string, unknown] => {
      const { playbook: _, ...value } = JSON.parse(text) as Record<string, unknown>;
      return [`localStorage/${key}`, value];
    }),
  ];
  return found.flatMap(([where, value]) => {
    const missing = leavesOf(value).filter((leaf) => !known.has(leaf));
    return missing.length > 0 ? [`${where}: ${missing.join(' ')}`] : [];
  });
};

test('B36: what is exported is what lies on the device: no record and no value is missing', async ({
  page,
  context,
}) => {
  shop.refuse(503);
  await page.goto(`${shop.url}/?utm_source=news&gclid=G`);
  await answer(page, ALL_GRANTED);
  await look(page, 'A');
  await page.evaluate(() => aisle.consent.set({ marketing: 'denied' }));
  await look(page, 'B');
  await page.waitForTimeout(800);
  // Nothing may be written between the two looks.
  await context.setOffline(true);
  const given = await exported(page);
  expect(missingFrom(given, await deviceOf(page))).toEqual([]);
});

test('B36: what is exported is also what a dying page spilled', async ({ page }) => {
  await page.goto(shop.url);
  await answer(page, ALL_GRANTED);
  await page.waitForTimeout(500);
  const [given, device] = await page.evaluate(async () => {
    aisle.record('view_item', { items: [{ item_id: 'spilled' }] });
    dispatchEvent(new Event('pagehide'));
    const spills = JSON.stringify({ ...localStorage });
    return [JSON.stringify(await aisle.privacy.export()), spills];
  });
  expect(device).toContain('spilled');
  expect(given).toContain('spilled');
});

test('B36: head, base, log, outbox and records are given as they lie there', async ({ page }) => {
  shop.refuse(503);
  await page.goto(shop.url);
  await answer(page, ALL_GRANTED);
  await look(page, 'A');
  await page.waitForTimeout(500);
  const given = await exported(page);
  const device = await deviceOf(page);
  const flat = (store: string) => (device.databases['aisle-demo']?.[store] ?? []).flatMap(([, events]) => events);
  expect(given['head']).toEqual(recordIn(device, 'state', 'head'));
  expect(given['records']).toEqual(recordIn(device, 'state', 'records'));
  expect(given['base']).toBeNull();
  expect(given['log']).toEqual(flat('log'));
  expect(given['outbox']).toEqual(flat('outbox'));
  expect(flat('log').length).toBeGreaterThan(1);
});

test('B36: experiment arms of the shopper are exported', async ({ page }) => {
  await page.goto(shop.url);
  await answer(page, ALL_GRANTED);
  await expect.poll(() => page.evaluate(() => aisle.variation('colour').variation)).toMatch(/red|blue/);
  const arm = await page.evaluate(() => aisle.variation('colour').variation);
  await look(page, 'A');
  await page.waitForTimeout(600);
  expect(leavesOf(await exported(page))).toContain(JSON.stringify(arm));
});

test('B36: what waits to be told to the server is exported, also after a withdrawal', async ({ page, context }) => {
  await page.goto(shop.url);
  await answer(page, ALL_GRANTED);
  await context.setOffline(true);
  await page.evaluate(() => aisle.consent.withdraw());
  await expect.poll(async () => Object.keys((await deviceOf(page)).databases)).toEqual(['aisle-demo-withdrawn']);
  expect(missingFrom(await exported(page), await deviceOf(page))).toEqual([]);
});

test('B36: while nothing may be stored there is nothing to export, and asking stores nothing', async ({ page }) => {
  await page.goto(shop.url);
  expect(await exported(page)).toBeNull();
  expect(await deviceOf(page)).toEqual({ databases: {}, localStorage: {} });
});
