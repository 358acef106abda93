import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ALL_GRANTED, answer } from '../helpers/consenting.js';
import { type ShopServer, openShopServer } from '../helpers/shop-server.js';
import { NOTHING_STORED, storedIn } from '../helpers/stored.js';
import { BARE_PAGE, spiedPage } from './spied-shop.js';
import { useBrowser } from './use-browser.js';

let shop: ShopServer;
beforeEach(async () => {
  shop = await openShopServer({
    pages: {
      '/': spiedPage('data-consent="manual"'),
      '/granted': spiedPage('data-consent="granted"'),
      '/bare': BARE_PAGE,
    },
  });
});
afterEach(() => shop.close());
const newTab = useBrowser();
const batches = () => shop.requests.filter((request) => request === 'POST /v1/batch').length;
const eventually = (work: () => Promise<void>) => vi.waitFor(work, { timeout: 10_000, interval: 100 });

it('B29: a page that was left in the middle of a write obeys a withdrawal when it comes back', async () => {
  const [left, tab] = [await newTab(), await newTab()];
  await left.goto(`${shop.url}/`);
  await answer(left, ALL_GRANTED);
  await tab.goto(`${shop.url}/granted`);
  await tab.evaluate(() => aisle.flush());
  await left.leave(
    () =>
      void setTimeout(() => {
        addEventListener('pageshow', () => {
          document.title = 'came back';
          void fetch('/bare?came-back');
        });
        aisle.record('view_item', { items: [{ item_id: 'A' }] });
        location.href = '/bare';
      }),
  );
  await vi.waitFor(() => expect(shop.requests).toContain('GET /bare'), { timeout: 10_000 });
  await tab.evaluate(() => aisle.consent.withdraw());
  const sent = batches();
  await left.leave(() => void setTimeout(() => history.back()));
  // The server says that the page is there: a driver that asks a page on its way may never get an answer (WebKit). One that a
  // browser threw out of its cache is loaded anew, perhaps without a word to the server.
  await vi
    .waitFor(() => expect(shop.requests).toContain('GET /bare?came-back'), { timeout: 3_000 })
    .catch(() => undefined);
  await eventually(async () => {
    // A browser may have thrown the page out of its cache meanwhile: then it is a new one, and asks anew.
    const title = await left.evaluate(() => document.title);
    const measurement = await left.evaluate(() => aisle.consent.get().measurement);
    expect(measurement).toBe(title === 'came back' ? 'denied' : 'pending');
  });
  await wait(1_500);
  expect(batches()).toBe(sent);
  await eventually(async () => expect(await storedIn(left)).toEqual(NOTHING_STORED));
});
