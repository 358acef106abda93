import type { Playbook } from '@aisle/schema';
import { type Page, expect, test } from 'playwright/test';
import { openCachingBrowser } from '../../../helpers/caching-browser.js';
import { ALL_GRANTED, answer } from '../../../helpers/consenting.js';
import { type ShopServer, openShopServer, shopPage } from '../../../helpers/shop-server.js';
import { HEARING, firedIn, listenersIn } from '../../../helpers/triggers.js';

const playbook: Playbook = {
  v: 1,
  version: 'triggers-5',
  triggers: [
    { id: 'dwell', on: { moment: 'dwell', seconds: 3 } },
    { id: 'exit', on: { moment: 'exit' } },
  ],
};
const page = shopPage({
  attributes: 'data-consent="manual" data-playbook="/v1/sites/demo/playbook.json"',
  body: `${HEARING}<script>addEventListener('pageshow', (e) => { if (e.persisted) document.title = 'came back' })</script>`,
});

let shop: ShopServer;
let tab: Page;
let close: () => Promise<void>;
test.beforeEach(async () => {
  shop = await openShopServer({
    playbook,
    pages: { '/': page, '/bare': '<!doctype html><link rel="icon" href="data:,"><title>Bare</title>' },
  });
  const browser = await openCachingBrowser();
  close = () => browser.close();
  tab = await (await browser.newContext()).newPage();
  await tab.goto(shop.url);
  const silent = await listenersIn(tab);
  await answer(tab, ALL_GRANTED);
  await expect.poll(() => listenersIn(tab)).toBeGreaterThan(silent);
});
test.afterEach(async () => {
  await close();
  await shop.close();
});

test('a page from the back/forward cache waits on: time away does not count, and moments come', async () => {
  await tab.waitForTimeout(500);
  await tab.goto(`${shop.url}/bare`);
  await tab.waitForTimeout(3_500);
  await tab.goBack({ waitUntil: 'commit' });
  await tab.waitForTimeout(500);
  const isRestored = (await tab.title()) === 'came back';
  test.info().annotations.push({ type: 'restored', description: String(isRestored) });
  // Chromium may have thrown the page away: then it begins anew and has no answer.
  expect(await firedIn(tab)).toEqual([]);
  await tab.mouse.move(100, 100);
  await tab.mouse.move(100, -1);
  if (!isRestored) return;
  await expect.poll(() => firedIn(tab)).toContain('exit exit');
  await expect.poll(() => firedIn(tab)).toContain('dwell dwell');
});
