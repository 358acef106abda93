import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ALL_DENIED, ALL_GRANTED, answer, beSeenAgain, look } from '../helpers/consenting.js';
import { countHeld, holdDatabase } from '../helpers/held-database.js';
import { deviceOf, isEmpty } from '../helpers/device.js';
import { type ShopServer, openShopServer } from '../helpers/shop-server.js';
import { NOTHING_STORED, storedIn } from '../helpers/stored.js';
import { aisleTouches } from '../helpers/touch.js';
import { BARE_PAGE, playbook, spiedPage } from './spied-shop.js';
import type { Tab } from './tab.js';
import { useBrowser } from './use-browser.js';

/** As in a back/forward cache: what is posted meanwhile does not reach it. */
const DEAF = '<script>BroadcastChannel.prototype.addEventListener = () => {};</script>';
const REMEMBERS_NO = `<script>if (sessionStorage.no) addEventListener('DOMContentLoaded', () =>
  aisle.consent.set(${JSON.stringify(ALL_DENIED)}));</script>`;

let shop: ShopServer;
beforeEach(async () => {
  shop = await openShopServer({
    playbook,
    pages: {
      '/': spiedPage('data-consent="manual"'),
      '/granted': spiedPage('data-consent="granted"'),
      '/deaf': spiedPage('data-consent="granted"').replace('<script', `${DEAF}<script`),
      '/banner': spiedPage('data-consent="manual"').replace('<script', `${REMEMBERS_NO}<script`),
      '/denied': spiedPage('data-consent="denied"'),
      '/bare': BARE_PAGE,
    },
  });
});
afterEach(() => shop.close());
const newTab = useBrowser();

const batches = () => shop.requests.filter((request) => request === 'POST /v1/batch').length;
const withdrawals = () => shop.seen.filter(({ path }) => path === '/v1/withdraw').map(({ body }) => body);
const measurementIn = (tab: Tab) => tab.evaluate(() => aisle.consent.get().measurement);
const withdraw = (tab: Tab) => tab.evaluate(() => aisle.consent.withdraw());
const eventually = (work: () => Promise<void>) => vi.waitFor(work, { timeout: 10_000, interval: 100 });

const tabOn = async (path: string): Promise<Tab> => {
  const tab = await newTab();
  await tab.goto(shop.url + path);
  if (path === '/' || path === '/banner') await answer(tab, ALL_GRANTED);
  else if (path !== '/bare') await tab.evaluate(() => aisle.flush());
  return tab;
};

it('B27, B28, B29, B32, B33: a withdrawal empties every store with a second tab open, and one message without events leaves', async () => {
  const tab = await tabOn('/');
  const other = await tabOn('/granted');
  await look(tab, 'A');
  await look(other, 'B');
  // The copy for a quick start follows.
  await wait(700);
  const [visitorId] = new Set(shop.events().map((event) => event.visitorId));
  expect(visitorId).toMatch(/^[\w-]{21}$/);
  await withdraw(tab);
  const sent = batches();
  expect(isEmpty(await deviceOf(tab))).toBe(true);
  await eventually(async () => expect(await measurementIn(other)).toBe('denied'));
  await look(other, 'C');
  await beSeenAgain(other);
  await look(tab, 'D');
  await tab.evaluate(() => {
    dispatchEvent(new Event('pagehide'));
    aisle.stop();
  });
  await wait(1_500);
  expect(await other.evaluate(() => aisle.privacy.export())).toBeNull();
  for (const one of [tab, other]) expect(await storedIn(one)).toEqual(NOTHING_STORED);
  expect(batches()).toBe(sent);
  expect((await aisleTouches(tab)).filter((touch) => touch.includes('sendBeacon'))).toEqual([]);
  const said = JSON.stringify(withdrawals());
  expect(said).toContain(visitorId);
  expect(said).not.toMatch(/view_item|events|item_id/);
  expect(shop.events()).toEqual([]);
});

it('B27: in the task of a withdrawal nothing is taken in, known or personal any more', async () => {
  const tab = await tabOn('/');
  await look(tab, 'A');
  await eventually(async () => expect(await tab.evaluate(() => aisle.decide('hero').candidate)).toBe('again'));
  const after = await tab.evaluate(() => {
    const heard: string[] = [];
    aisle.on('event', ({ name }) => heard.push(name));
    void aisle.consent.withdraw();
    aisle.record('view_item', { items: [{ item_id: 'B' }] });
    return { heard, candidate: aisle.decide('hero').candidate, localStorage: Object.keys(localStorage) };
  });
  expect(after).toEqual({ heard: [], candidate: 'hello', localStorage: [] });
});

for (const microtasks of [0, 1, 3, 10])
  it(`B27, B28: a withdrawal ${microtasks} microtasks after a write began leaves nothing, and nothing comes back`, async () => {
    const tab = await tabOn('/');
    await tab.evaluate(async (count) => {
      aisle.record('view_item', { items: [{ item_id: 'A' }] });
      void aisle.flush();
      for (let one = 0; one < count; one++) await Promise.resolve();
      await aisle.consent.withdraw();
    }, microtasks);
    expect(isEmpty(await deviceOf(tab))).toBe(true);
    await wait(1_000);
    expect(isEmpty(await deviceOf(tab))).toBe(true);
    expect(await tab.evaluate(() => Object.keys(localStorage))).toEqual([]);
  });

it('B28: a tab that never lets go of the database keeps nobody from emptying it', async () => {
  const [tab, old] = [await tabOn('/'), await tabOn('/bare')];
  await look(tab, 'A');
  await holdDatabase(old);
  expect(await countHeld(old)).toBeGreaterThan(0);
  await withdraw(tab);
  expect(await countHeld(old)).toBe(0);
  await old.close();
  await eventually(async () => expect(await storedIn(tab)).toEqual(NOTHING_STORED));
});

it('B28: a page that was left in the middle of a write holds up no withdrawal', async () => {
  const [left, tab] = [await tabOn('/'), await tabOn('/granted')];
  await left.leave(
    () =>
      void setTimeout(() => {
        aisle.record('view_item', { items: [{ item_id: 'A' }] });
        location.href = '/bare';
      }),
  );
  await vi.waitFor(() => expect(shop.requests).toContain('GET /bare'), { timeout: 10_000 });
  await withdraw(tab);
  expect(isEmpty(await deviceOf(tab))).toBe(true);
});

it('B29: a tab that never hears of the withdrawal finds out as soon as it is seen again, and sends nothing', async () => {
  const deaf = await tabOn('/deaf');
  await look(deaf, 'A');
  await wait(700);
  const tab = await tabOn('/');
  await withdraw(tab);
  const sent = batches();
  await deaf.evaluate(() => {
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    aisle.record('purchase', { currency: 'EUR', value: 1, transaction_id: 'T' });
  });
  // The store is asked: the shop may have cleared its own things, and the quick copy with them.
  await eventually(async () => expect(await measurementIn(deaf)).toBe('denied'));
  await wait(1_500);
  expect(batches()).toBe(sent);
  await eventually(async () => expect(await storedIn(deaf)).toEqual(NOTHING_STORED));
});

it('B29: a tab that never hears of the withdrawal asks before it sends', async () => {
  const deaf = await tabOn('/deaf');
  await look(deaf, 'A');
  await wait(700);
  await withdraw(await tabOn('/'));
  const sent = batches();
  await deaf.evaluate(async () => {
    aisle.record('view_item', { items: [{ item_id: 'B' }] });
    await aisle.flush();
  });
  expect(batches()).toBe(sent);
});

it('B30, B33: after a withdrawal and a reload in the same task the device is empty and the server knows', async () => {
  const tab = await tabOn('/banner');
  await look(tab, 'A');
  await wait(700);
  const sent = batches();
  await tab.leave((denied) => {
    sessionStorage.setItem('no', 'yes');
    // In a task of its own: the driver's answer is not lost with the page.
    setTimeout(() => {
      aisle.record('view_item', { items: [{ item_id: 'B' }] });
      aisle.consent.set(denied);
      location.reload();
    });
  }, ALL_DENIED);
  await vi.waitFor(() => expect(shop.requests.filter((request) => request === 'GET /banner')).toHaveLength(2));
  await wait(1_500);
  expect(await storedIn(tab)).toEqual({ ...NOTHING_STORED, sessionStorage: ['no'] });
  expect(batches()).toBe(sent);
  await eventually(async () => expect(shop.events()).toEqual([]));
  await tab.evaluate(() => sessionStorage.clear());
});

it('B30: a page that starts denied erases what lies there, and opens and reads nothing for it', async () => {
  const tab = await tabOn('/');
  await look(tab, 'A');
  await wait(700);
  await tab.goto(`${shop.url}/denied`);
  await wait(700);
  const touches = await aisleTouches(tab);
  expect(touches.filter((touch) => /indexedDB\.open|getItem|setItem|cookie/.test(touch))).toEqual([]);
  expect(touches).toContain('indexedDB.deleteDatabase aisle-demo');
  expect(await storedIn(tab)).toEqual(NOTHING_STORED);
});

it('B31: measurement withdrawn alone takes the queue and leaves the profile', async () => {
  shop.refuse(503);
  const tab = await tabOn('/');
  await look(tab, 'A');
  await tab.evaluate(() => aisle.consent.set({ measurement: 'denied' }));
  await wait(300);
  const stored = await tab.evaluate(() => aisle.privacy.export());
  expect(stored?.outbox).toEqual([]);
  expect(stored?.head.profile.recents.map(({ itemId }) => itemId)).toEqual(['A']);
});

it('B24, B35: a new grant starts clean: no id, event or score of before comes back', async () => {
  const tab = await tabOn('/');
  await look(tab, 'A');
  const before = await tab.evaluate(() => aisle.privacy.export());
  await withdraw(tab);
  await answer(tab, ALL_GRANTED);
  await wait(700);
  const after = await tab.evaluate(() => aisle.privacy.export());
  expect(after?.head).toMatchObject({ segments: [], stage: null, profile: { recents: [], counts: {} } });
  const old = [before?.head.visitorId, before?.head.session?.id, ...(before?.log ?? []).map(({ id }) => id)];
  const text = JSON.stringify([after, await deviceOf(tab)]);
  expect(old.length).toBeGreaterThan(2);
  expect(old.filter((id) => id && text.includes(id))).toEqual([]);
});
