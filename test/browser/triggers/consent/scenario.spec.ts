import type { Playbook } from '@aisle/schema';
import { type Page, expect, test } from 'playwright/test';
import { ALL_DENIED, ALL_GRANTED, answer } from '../../../helpers/consenting.js';
import { type ShopServer, openShopServer, shopPage } from '../../../helpers/shop-server.js';
import { HEARING, firedIn, listenersIn } from '../../../helpers/triggers.js';

const playbook: Playbook = {
  v: 1,
  version: 'triggers-3',
  triggers: [
    { id: 'asked', on: { moment: 'event', event: 'ask' } },
    { id: 'exit', on: { moment: 'exit' } },
    { id: 'dwell', on: { moment: 'dwell', seconds: 1 } },
    { id: 'idle', on: { moment: 'idle', seconds: 3_600 } },
  ],
};
const page = shopPage({
  attributes: 'data-consent="manual" data-playbook="/v1/sites/demo/playbook.json"',
  body: HEARING,
});

let shop: ShopServer;
test.beforeEach(async () => {
  shop = await openShopServer({ playbook, pages: { '/': page } });
});
test.afterEach(() => shop.close());

const chunks = () => shop.requests.filter((request) => request.includes('aisle-triggers'));
const ask = (at: Page) => at.evaluate(() => aisle.record('ask'));
const leave = async (at: Page): Promise<void> => {
  await at.mouse.move(100, 100);
  await at.mouse.move(100, -1);
};

test('before an answer nothing of triggers is fetched, listens or fires; what was asked then fires with the grant', async ({
  page: tab,
}) => {
  await tab.goto(shop.url);
  const silent = await listenersIn(tab);
  await ask(tab);
  await leave(tab);
  await tab.waitForTimeout(1_200);
  expect([chunks(), await firedIn(tab), await listenersIn(tab)]).toEqual([[], [], silent]);
  await answer(tab, ALL_GRANTED);
  await expect.poll(() => firedIn(tab)).toContain('asked event');
  expect(chunks()).toHaveLength(1);
  expect(await listenersIn(tab)).toBeGreaterThan(silent);
});

test('who refuses, and who allows measurement alone, is met by no trigger', async ({ page: tab }) => {
  for (const answers of [ALL_DENIED, { ...ALL_DENIED, measurement: 'granted' }] as const) {
    await tab.goto(shop.url);
    await answer(tab, answers);
    await ask(tab);
    await leave(tab);
    await tab.waitForTimeout(1_200);
    expect([chunks(), await firedIn(tab)]).toEqual([[], []]);
  }
});

test('withdrawal ends every listener and timer in the same task; a new grant begins anew', async ({ page: tab }) => {
  await tab.goto(shop.url);
  const silent = await listenersIn(tab);
  await answer(tab, ALL_GRANTED);
  await expect.poll(() => listenersIn(tab)).toBeGreaterThan(silent);
  await tab.evaluate((denied) => aisle.consent.set(denied), ALL_DENIED);
  expect(await listenersIn(tab)).toBe(silent);
  await ask(tab);
  await leave(tab);
  await tab.waitForTimeout(1_500);
  expect(await firedIn(tab)).toEqual([]);
  await answer(tab, ALL_GRANTED);
  await expect.poll(() => listenersIn(tab)).toBeGreaterThan(silent);
  await leave(tab);
  await expect.poll(() => firedIn(tab)).toContain('exit exit');
});

test('what another tab withdraws ends here, too', async ({ page: tab, context }) => {
  await tab.goto(shop.url);
  const silent = await listenersIn(tab);
  await answer(tab, ALL_GRANTED);
  await expect.poll(() => listenersIn(tab)).toBeGreaterThan(silent);
  const other = await context.newPage();
  await other.goto(shop.url);
  await answer(other, ALL_GRANTED);
  await answer(other, ALL_DENIED);
  await expect.poll(() => listenersIn(tab)).toBe(silent);
});

test('a pause waits, and goes on in the same page view', async ({ page: tab }) => {
  await tab.goto(shop.url);
  await answer(tab, ALL_GRANTED);
  await ask(tab);
  await expect.poll(() => firedIn(tab)).toContain('asked event');
  await answer(tab, { ...ALL_GRANTED, personalization: 'pending' });
  await leave(tab);
  expect(await firedIn(tab)).not.toContain('exit exit');
  await answer(tab, ALL_GRANTED);
  await expect.poll(() => listenersIn(tab)).toBeGreaterThan(0);
  await leave(tab);
  await expect.poll(() => firedIn(tab)).toContain('exit exit');
  await ask(tab);
  expect((await firedIn(tab)).filter((one) => one === 'asked event')).toHaveLength(1);
});

test('a chunk that cannot be had is said, and the page goes on', async ({ page: tab }) => {
  const warned: string[] = [];
  tab.on('console', (message) => warned.push(message.text()));
  await tab.route('**/aisle-triggers-*', (route) => route.abort());
  await tab.goto(shop.url);
  await answer(tab, ALL_GRANTED);
  await expect.poll(() => warned.filter((text) => text.includes('plugin/failed: triggers'))).toHaveLength(1);
  await ask(tab);
  expect(await tab.evaluate(() => aisle.decide('none').reason)).toBe('no-slot');
});
