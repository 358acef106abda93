import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import '../helpers/aisle-global.js';
import { type ShopServer, openShopServer, shopPage } from '../helpers/shop-server.js';
import { freePort } from './free-port.js';
import { MANY, expectEach, recordMany } from './many-events.js';
import { BARE_PAGE } from './spied-shop.js';
import type { Tab } from './tab.js';
import { browserName, useBrowser } from './use-browser.js';

/** Opens the shop in another tab, which records it all and closes itself in one task. */
const OPENER = `<!doctype html><meta charset="utf-8"><title>Opener</title><link rel="icon" href="data:,"><button>Open</button>
<script>document.querySelector('button').onclick = () => {
  const tab = open('/');
  const untilThere = () => {
    if (!tab.aisle?.consent || tab.document.readyState !== 'complete') return setTimeout(untilThere, 20);
    for (let index = 0; index < ${MANY}; index++) tab.aisle.record('view_item', { items: [{ item_id: 'A' + index }] });
    tab.close();
    document.title = 'Closed';
  };
  untilThere();
};</script>`;

const openIngest = (port: number): Promise<ShopServer> => openShopServer({ pages: {}, port });

let shop: ShopServer;
let ingest: ShopServer | undefined;
let port: number;
beforeEach(async () => {
  port = await freePort();
  const page = shopPage();
  shop = await openShopServer({
    pages: {
      '/': page,
      // Where nobody listens, until somebody does.
      '/elsewhere': page.replace('"/v1/batch"', `"http://127.0.0.1:${port}/v1/batch"`),
      '/bare': BARE_PAGE,
      '/opener': OPENER,
    },
  });
});
afterEach(async () => {
  await shop.close();
  await ingest?.close();
  ingest = undefined;
});
const newTab = useBrowser();

const tabOn = async (path: string): Promise<Tab> => {
  const tab = await newTab();
  await tab.goto(shop.url + path);
  return tab;
};
const batches = () => shop.requests.filter((request) => request === 'POST /v1/batch').length;

it(`sends ${MANY} events recorded in one task once each`, async () => {
  const tab = await tabOn('/');
  await tab.evaluate(recordMany, { count: MANY });
  await expectEach(shop, MANY);
});

it(`keeps ${MANY} events of a page that is left in the task that recorded them, for the next visit`, async () => {
  const tab = await tabOn('/');
  await tab.leave(recordMany, { count: MANY, thenTo: '/bare' });
  await vi.waitFor(() => expect(shop.requests).toContain('GET /bare'), { timeout: 10_000 });
  await tab.goto(`${shop.url}/`);
  await expectEach(shop, MANY);
});

const closesItself = async (): Promise<void> => {
  const opener = await tabOn('/opener');
  await opener.click('button');
  await vi.waitFor(async () => expect(await opener.evaluate(() => document.title)).toBe('Closed'), { timeout: 10_000 });
  await tabOn('/');
  await expectEach(shop, MANY);
};
// WebKit lets no page under its driver open a tab, not even on a click.
if (browserName === 'firefox')
  it(
    `keeps ${MANY} events of a tab that closes itself in the task that recorded them, for the next visit`,
    closesItself,
  );

it(`keeps ${MANY} events of a tab that is closed at once, for the next visit`, async () => {
  const tab = await tabOn('/');
  await tab.evaluate(recordMany, { count: MANY });
  await tab.close();
  await tabOn('/');
  await expectEach(shop, MANY);
});

it(`sends ${MANY} events that met a 503 when the server is back, without a visit`, async () => {
  shop.refuse(503);
  const tab = await tabOn('/');
  await tab.evaluate(recordMany, { count: MANY });
  await vi.waitFor(() => expect(batches()).toBeGreaterThan(0), { timeout: 10_000 });
  shop.refuse(undefined);
  await expectEach(shop, MANY);
});

it(`sends ${MANY} events that met a refused connection when the server is back, without a visit`, async () => {
  const tab = await tabOn('/elsewhere');
  await tab.evaluate(recordMany, { count: MANY });
  await tab.evaluate(() => aisle.flush());
  ingest = await openIngest(port);
  await expectEach(ingest, MANY);
});

it(`keeps ${MANY} events over a reload during the outage (503)`, async () => {
  shop.refuse(503);
  const tab = await tabOn('/');
  await tab.leave(recordMany, { count: MANY, thenTo: '/?reloaded' });
  await vi.waitFor(() => expect(shop.requests).toContain('GET /?reloaded'), { timeout: 10_000 });
  await tab.goto(`${shop.url}/?again`);
  await tab.evaluate(() => aisle.flush());
  shop.refuse(undefined);
  await expectEach(shop, MANY);
});

it(`keeps ${MANY} events over a reload during the outage (connection refused)`, async () => {
  const tab = await tabOn('/elsewhere');
  await tab.leave(recordMany, { count: MANY, thenTo: '/elsewhere?reloaded' });
  await vi.waitFor(() => expect(shop.requests).toContain('GET /elsewhere?reloaded'), { timeout: 10_000 });
  await tab.goto(`${shop.url}/elsewhere?again`);
  await tab.evaluate(() => aisle.flush());
  ingest = await openIngest(port);
  await expectEach(ingest, MANY);
});

it(`sends ${MANY} events of two tabs that record at the same time once each, in one session`, async () => {
  const tabs = [await tabOn('/'), await tabOn('/')];
  await Promise.all(tabs.map((tab, index) => tab.evaluate(recordMany, { count: MANY / 2, from: index * (MANY / 2) })));
  await expectEach(shop, MANY);
  expect(new Set(shop.events().map(({ sessionId }) => sessionId)).size).toBe(1);
  const numbers = shop.events().map(({ seq }) => seq);
  expect(new Set(numbers).size).toBe(numbers.length);
});

it('keeps 50 events of two tabs that are both closed during the outage, for the next visit', async () => {
  shop.refuse(503);
  const [tab, other] = [await tabOn('/'), await tabOn('/')];
  await tab.evaluate(recordMany, { count: 25 });
  await other.evaluate(recordMany, { count: 25, from: 25 });
  await Promise.all([tab.close(), other.close()]);
  shop.refuse(undefined);
  await tabOn('/');
  await expectEach(shop, 50);
});
