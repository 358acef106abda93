import { setTimeout as wait } from 'node:timers/promises';
import type { Batch } from '@aisle/schema';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ALL_GRANTED, answer } from '../helpers/consenting.js';
import { type ShopServer, openShopServer } from '../helpers/shop-server.js';
import { storedText } from '../helpers/stored-text.js';
import { openFirefox } from './firefox.js';
import { PLAYBOOK, playbook, spiedPage } from './spied-shop.js';
import type { Tab } from './tab.js';
import { useBrowser } from './use-browser.js';

let shop: ShopServer;
beforeEach(async () => {
  shop = await openShopServer({
    playbook,
    pages: {
      '/': spiedPage('data-consent="manual"'),
      '/opt-out': spiedPage('data-consent="manual" data-region="opt-out"'),
      '/strict': spiedPage('data-consent="manual" data-gpc="strict"'),
    },
  });
});
afterEach(() => shop.close());
// The shopper's own switch, as it stands in the browser's settings.
const newTab = useBrowser(() =>
  openFirefox({
    preferences: {
      'privacy.globalprivacycontrol.enabled': true,
      'privacy.globalprivacycontrol.functionality.enabled': true,
    },
  }),
);

const statesIn = (tab: Tab) =>
  tab.evaluate(() => {
    const { personalization, measurement, marketing, sharing } = aisle.consent.get();
    return [personalization, measurement, marketing, sharing];
  });
const batches = () => shop.seen.filter(({ path }) => path === '/v1/batch').map(({ body }) => body as Batch);

for (const path of ['/', '/opt-out'])
  it(`B17, B21: the browser’s own privacy signal denies marketing and sharing, and is on the batch, its events and their record (${path})`, async () => {
    const tab = await newTab();
    await tab.goto(`${shop.url}${path}?gclid=G-1`);
    expect(await tab.evaluate(() => Reflect.get(navigator, 'globalPrivacyControl'))).toBe(true);
    await answer(tab, ALL_GRANTED);
    expect(await statesIn(tab)).toEqual(['granted', 'granted', 'denied', 'denied']);
    expect(batches().length).toBeGreaterThan(0);
    expect(new Set(batches().map(({ gpc }) => gpc))).toEqual(new Set([true]));
    expect(new Set(shop.events().map(({ consent }) => consent.gpc))).toEqual(new Set([true]));
    const records = await tab.evaluate(async () => (await aisle.privacy.export())?.records);
    expect(records?.at(-1)?.gpc).toBe(true);
    expect(await storedText(tab)).not.toContain('G-1');
    expect(JSON.stringify(batches())).not.toContain('G-1');
    // The header that the browser puts on each request, ours among them.
    const signals = shop.seen.map((request) => [request.path.split('?')[0], request.headers['sec-gpc']]);
    expect(signals.filter(([, signal]) => signal !== '1')).toEqual([]);
    expect(signals.map(([where]) => where)).toEqual(expect.arrayContaining([path, PLAYBOOK, '/v1/batch']));
  });

it('B17: where silence is a yes the browser’s own privacy signal ends marketing and sharing, and nothing else', async () => {
  const tab = await newTab();
  await tab.goto(`${shop.url}/opt-out`);
  await tab.evaluate(() => aisle.flush());
  expect(await statesIn(tab)).toEqual(['granted', 'granted', 'denied', 'denied']);
});

it('B17: strict, the browser’s own privacy signal denies measurement, too, and nothing is sent', async () => {
  const tab = await newTab();
  await tab.goto(`${shop.url}/strict`);
  await answer(tab, ALL_GRANTED);
  expect(await statesIn(tab)).toEqual(['granted', 'denied', 'denied', 'denied']);
  await wait(1_200);
  expect(batches()).toEqual([]);
});
