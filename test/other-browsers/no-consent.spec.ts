import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ALL_DENIED, ALL_GRANTED, answer } from '../helpers/consenting.js';
import { type ShopServer, openShopServer } from '../helpers/shop-server.js';
import { storedText } from '../helpers/stored-text.js';
import { NOTHING_STORED, storedIn } from '../helpers/stored.js';
import { aisleTouches } from '../helpers/touch.js';
import { BARE_PAGE, PLAYBOOK, playbook, spiedPage } from './spied-shop.js';
import type { Tab } from './tab.js';
import { useBrowser } from './use-browser.js';

let shop: ShopServer;
beforeEach(async () => {
  shop = await openShopServer({
    playbook,
    pages: {
      '/auto': spiedPage(''),
      '/manual': spiedPage('data-consent="manual"'),
      '/function': spiedPage('data-consent="nobodyHasIt()"'),
      '/denied': spiedPage('data-consent="denied"'),
      '/bare': BARE_PAGE,
    },
  });
});
afterEach(() => shop.close());
const newTab = useBrowser();

/** What a shopper does, and what a browser does to a page. */
const live = async (tab: Tab): Promise<void> => {
  for (let turn = 0; turn < 4; turn++) {
    await tab.click('button');
    await tab.evaluate((count) => {
      scrollBy(0, 300);
      aisle.record('view_item', { items: [{ item_id: `A${count}` }] });
      history.pushState({}, '', `?step=${count}`);
      for (const name of ['pagehide', 'pageshow', 'online', 'focus']) dispatchEvent(new Event(name));
      for (const hidden of [true, false]) {
        Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }
    }, turn);
    await wait(300);
  }
  await tab.evaluate(async () => {
    aisle.decide('hero');
    aisle.recommend('recent');
    aisle.variation('colour');
    aisle.expose('colour');
    await aisle.privacy.export();
    await aisle.flush();
  });
};
const titleIn = (tab: Tab) => tab.evaluate(() => document.querySelector('h2')?.textContent);
/** What the server itself was asked for, without the page, the script and its chunks. */
const asked = () =>
  shop.requests.filter((request) => !/^GET \/(auto|manual|function|denied|bare|aisle[\w-]*\.js)/.test(request));

for (const path of ['/auto', '/manual', '/function'])
  it(`B1, B2, B6: before a decision a shopper’s doings touch no storage, and the network once, for the playbook (${path})`, async () => {
    const tab = await newTab();
    await tab.goto(`${shop.url}/bare`);
    await tab.evaluate(() => void (document.cookie = 'shop=secret'));
    await tab.goto(shop.url + path);
    await live(tab);
    expect(await aisleTouches(tab)).toEqual([`fetch ${PLAYBOOK}`]);
    expect(asked()).toEqual([`GET ${PLAYBOOK}`]);
    const headers = shop.seen.find((request) => request.path === PLAYBOOK)?.headers ?? {};
    expect(headers['host']).toBeDefined();
    expect([headers['cookie'], headers['referer'], headers['authorization']]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(await storedIn(tab)).toEqual({ ...NOTHING_STORED, cookies: 'shop=secret' });
    expect(await tab.evaluate(() => aisle.consent.get().measurement)).toBe('pending');
    expect(await titleIn(tab)).toBe('Hello');
    await tab.evaluate(() => void (document.cookie = 'shop=; max-age=0'));
  });

it('B1, B7, B30: with everything denied nothing is opened, read, written or sent, and slots are filled by what needs no history', async () => {
  const tab = await newTab();
  await tab.goto(`${shop.url}/denied`);
  await live(tab);
  const touches = await aisleTouches(tab);
  // Erasing blindly reads nothing, and a list of names opens nothing: a message that waits for a network lies in its own.
  const blind =
    /^((indexedDB\.deleteDatabase|caches\.delete) aisle-demo|localStorage\.removeItem aisle.*|indexedDB\.databases)$/;
  expect(touches.filter((touch) => !blind.test(touch))).toEqual([`fetch ${PLAYBOOK}`]);
  expect(asked()).toEqual([`GET ${PLAYBOOK}`]);
  expect(await storedIn(tab)).toEqual(NOTHING_STORED);
  expect(await titleIn(tab)).toBe('Hello');
});

it('B5: a refusal at once drops what waited: nothing was written, and a yes right after it finds nothing', async () => {
  const tab = await newTab();
  await tab.goto(`${shop.url}/manual`);
  await tab.evaluate((denied) => {
    aisle.record('view_item', { items: [{ item_id: 'A' }] });
    aisle.consent.set(denied);
    aisle.record('view_item', { items: [{ item_id: 'B' }] });
  }, ALL_DENIED);
  await wait(1_200);
  const touches = await aisleTouches(tab);
  expect(touches.filter((touch) => /\.(open|setItem|getItem|send|sendBeacon)\b|cookie/.test(touch))).toEqual([]);
  expect(touches.filter((touch) => touch.startsWith('fetch'))).toEqual([`fetch ${PLAYBOOK}`]);
  expect(asked()).toEqual([`GET ${PLAYBOOK}`]);
  expect(await storedIn(tab)).toEqual(NOTHING_STORED);
  await answer(tab, ALL_GRANTED);
  expect(shop.events()).toEqual([]);
  expect((await tab.evaluate(() => aisle.privacy.export()))?.log).toEqual([]);
});

it('B1: the spy and the server’s log hear what is stored and sent once it is allowed', async () => {
  const tab = await newTab();
  await tab.goto(`${shop.url}/manual`);
  await answer(tab, ALL_GRANTED);
  expect(await aisleTouches(tab)).toEqual(
    expect.arrayContaining(['indexedDB.open aisle-demo', 'fetch /v1/batch', expect.stringMatching(/^localStorage/)]),
  );
  expect(asked()).toContain('POST /v1/batch');
  expect((await storedIn(tab)).databases).toEqual(['aisle-demo']);
});

it('B3: what waits for an answer is nowhere but in memory, and dies with the page', async () => {
  const tab = await newTab();
  await tab.goto(`${shop.url}/manual`);
  await tab.evaluate(() => aisle.record('view_item', { items: [{ item_id: 'forgotten' }] }));
  expect(await storedIn(tab)).toEqual(NOTHING_STORED);
  await tab.goto(`${shop.url}/manual?again`);
  await answer(tab, ALL_GRANTED);
  expect(shop.events().map(({ name }) => name)).toEqual(['page_view']);
  expect(await storedText(tab)).not.toContain('forgotten');
});

it('B4: what waited for a yes is kept with its own time and a mark', async () => {
  const tab = await newTab();
  await tab.goto(`${shop.url}/manual`);
  const recordedMs = await tab.evaluate(() => {
    aisle.record('view_item', { items: [{ item_id: 'A' }] });
    return Date.now();
  });
  await wait(700);
  await answer(tab, ALL_GRANTED);
  const events = shop.events().filter(({ name }) => name !== 'x_segment');
  expect(events.map(({ name, retroactive }) => [name, retroactive])).toEqual([
    ['page_view', true],
    ['view_item', true],
  ]);
  expect(events[1]?.atMs).toBeLessThanOrEqual(recordedMs);
});
