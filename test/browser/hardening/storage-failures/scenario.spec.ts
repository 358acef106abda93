import { type Page, expect, test } from 'playwright/test';
import { watchTroubles } from '../../../helpers/page-troubles.js';
import '../../../helpers/aisle-global.js';
import { type HostileShop, hostilePage, openHostileShop, publishedWith, slotWith, takeAll } from '../hostile-shop.js';

let shop: HostileShop;
test.beforeEach(async () => {
  shop = await openHostileShop();
  shop.serve('/v1/batch', takeAll);
  shop.serve('/v1/withdraw', { status: 202, body: '{}' });
  shop.serve('/playbook.json', {
    body: JSON.stringify(
      publishedWith({
        slots: [slotWith('hero', { content: { title: 'Hello' } })],
        segments: [{ id: 'all', title: 'All', when: [] }],
        recommenders: [{ id: 'recent', strategy: 'recently-viewed' }],
        catalogue: [{ item_id: 'A', item_name: 'A' }],
      }),
    ),
  });
  shop.serve(
    '/',
    hostilePage({
      attributes: 'data-consent="granted" data-ingest="/v1/batch" data-playbook="/playbook.json"',
      body: '<div style="height:3000px"></div><section data-aisle-slot="hero"><template><b data-aisle-text="title"></b></template></section>',
    }),
  );
});
test.afterEach(() => shop.close());

/** Everything a shop may call; answers what of it did not come to an end. */
const live = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () => {
    const stuck: string[] = [];
    const ends = async (name: string, work: () => unknown): Promise<void> => {
      const late = new Promise((resolve) => setTimeout(resolve, 4_000, 'late'));
      const done = async () => {
        try {
          await work();
          return 'ended';
        } catch (cause) {
          return `rejected: ${String(cause)}`;
        }
      };
      const ended = await Promise.race([done(), late]);
      if (ended !== 'ended') stuck.push(`${name} ${String(ended)}`);
    };
    await ends('record', () => aisle.record('view_item', { items: [{ item_id: 'A' }] }));
    await ends('decide', () => aisle.decide('hero'));
    await ends('recommend', () => aisle.recommend('recent'));
    await ends('flush', () => aisle.flush());
    await new Promise((resolve) => setTimeout(resolve, 600));
    await ends('export', () => aisle.privacy.export());
    await ends('explain', () => aisle.explain('hero'));
    dispatchEvent(new Event('pagehide'));
    dispatchEvent(new Event('pageshow'));
    await ends('erase', () => aisle.privacy.erase());
    aisle.record('view_item', { items: [{ item_id: 'A' }] });
    await ends('reset', () => aisle.reset());
    await ends('withdraw', () => aisle.consent.withdraw());
    await ends('stop', () => aisle.stop());
    await new Promise((resolve) => setTimeout(resolve, 400));
    return stuck;
  });

const IDB_ERROR = 'new DOMException("no", "UnknownError")';
/** What may go wrong with a store, as a script that runs before the page's own. */
const FAILURES: Readonly<Record<string, string>> = {
  'there is no indexedDB': `Object.defineProperty(window, 'indexedDB', { value: undefined })`,
  'the indexedDB getter throws': `Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('no', 'SecurityError') } })`,
  'indexedDB.open throws': `IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError') }`,
  'indexedDB.open fails': `IDBFactory.prototype.open = () => { const request = new EventTarget(); Object.defineProperty(request, 'error', { value: ${IDB_ERROR} }); setTimeout(() => request.dispatchEvent(new Event('error'))); return request }`,
  'indexedDB.databases is missing': `delete IDBFactory.prototype.databases`,
  'indexedDB.databases rejects': `IDBFactory.prototype.databases = () => Promise.reject(${IDB_ERROR})`,
  'indexedDB.databases throws': `IDBFactory.prototype.databases = () => { throw ${IDB_ERROR} }`,
  'deleting a database throws': `IDBFactory.prototype.deleteDatabase = () => { throw ${IDB_ERROR} }`,
  'a transaction throws': `IDBDatabase.prototype.transaction = () => { throw new DOMException('no', 'InvalidStateError') }`,
  'the quota is full at each add': `IDBObjectStore.prototype.add = () => { throw new DOMException('no', 'QuotaExceededError') }`,
  'the quota is full at each put': `IDBObjectStore.prototype.put = () => { throw new DOMException('no', 'QuotaExceededError') }`,
  'every reading throws': `IDBObjectStore.prototype.get = IDBObjectStore.prototype.getAll = IDBObjectStore.prototype.openCursor = () => { throw ${IDB_ERROR} }`,
  'clearing throws': `IDBObjectStore.prototype.clear = () => { throw ${IDB_ERROR} }`,
  'the localStorage getter throws': `Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })`,
  'localStorage is null': `Object.defineProperty(window, 'localStorage', { value: null })`,
  'localStorage.setItem throws': `Storage.prototype.setItem = () => { throw new DOMException('no', 'QuotaExceededError') }`,
  'localStorage.getItem throws': `Storage.prototype.getItem = () => { throw ${IDB_ERROR} }`,
  'localStorage.removeItem throws': `Storage.prototype.removeItem = () => { throw ${IDB_ERROR} }`,
  'there is no BroadcastChannel': `delete window.BroadcastChannel`,
  'BroadcastChannel throws': `window.BroadcastChannel = class { constructor() { throw ${IDB_ERROR} } }`,
  'there are no locks': `Object.defineProperty(navigator, 'locks', { value: undefined })`,
  'locks are refused': `LockManager.prototype.request = () => Promise.reject(${IDB_ERROR})`,
  'there is no crypto.subtle': `Object.defineProperty(crypto, 'subtle', { value: undefined })`,
  'nothing at all is there': `for (const name of ['indexedDB', 'localStorage', 'sessionStorage']) Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError') } })`,
};

/** What would be a store that nobody agreed to. */
const elsewhere = (page: Page): Promise<unknown> =>
  page.evaluate(async () => {
    const attempt = (read: () => unknown): unknown => {
      try {
        return read();
      } catch {
        return [];
      }
    };
    return {
      cookie: document.cookie,
      session: attempt(() => Object.keys(sessionStorage)),
      caches: await caches.keys().catch(() => []),
      workers: (await navigator.serviceWorker.getRegistrations()).length,
    };
  });

for (const [name, failure] of Object.entries(FAILURES))
  test(`S24: nothing reaches the page and no other store is used when ${name}`, async ({ page }) => {
    const troubles = watchTroubles(page);
    await page.addInitScript({ content: failure });
    await page.goto(shop.url);
    await page.waitForFunction(() => typeof aisle === 'function' && typeof aisle.consent === 'object');
    expect(await live(page)).toEqual([]);
    expect(await elsewhere(page)).toEqual({ cookie: '', session: [], caches: [], workers: 0 });
    expect(troubles).toEqual([]);
  });

test('S24: a database that never opens holds up nothing that the page shows', async ({ page }) => {
  const troubles = watchTroubles(page);
  await page.addInitScript({ content: 'IDBFactory.prototype.open = () => new EventTarget()' });
  await page.goto(shop.url);
  await expect(page.locator('[data-aisle-slot=hero]')).toHaveText('Hello');
  await page.evaluate(() => {
    aisle.record('view_item', { items: [{ item_id: 'A' }] });
    aisle.consent.set({ personalization: 'denied', measurement: 'denied' });
    aisle.stop();
  });
  expect(await elsewhere(page)).toEqual({ cookie: '', session: [], caches: [], workers: 0 });
  expect(troubles).toEqual([]);
});

/** By what is spoilt: how, on a page of the shop without the tag. */
const SNAPSHOTS: readonly unknown[] = [
  'no JSON at all {',
  'null',
  '7',
  '"text"',
  '[]',
  { v: 3 },
  { v: 3, head: null },
  { v: 3, head: { segments: 1, profile: { v: 1 } } },
  { v: 3, head: { segments: {}, profile: { v: 1 }, flushes: {}, sessions: 7, record: 'x' } },
  {
    v: 3,
    head: { segments: [null], profile: { v: 1, recents: 7, cart: null }, flushes: 7, sessions: null, record: [] },
  },
  { v: 3, head: { segments: [], profile: { v: 1, session: null, history: null }, flushes: [], sessions: [] } },
  { v: 3, head: { segments: [], profile: { v: 1, lastAtMs: 'x' } }, assigned: 7, picks: 7, playbook: 7 },
  { v: 3, head: { segments: [], profile: { v: 1 } }, picks: { recent: 'text' }, playbook: { published: 2 } },
  { v: 3, head: { segments: [], profile: { v: 1 } }, picks: { recent: [null, 7] }, assigned: null },
];

const spoil = async (page: Page, work: (value: string) => unknown, value: string): Promise<void> => {
  shop.serve('/bare', '<!doctype html><link rel="icon" href="data:,">');
  await page.goto(`${shop.url}/bare`);
  await page.evaluate(work as (value: string) => void, value);
};

for (const [index, snapshot] of SNAPSHOTS.entries())
  test(`S24: a spoilt snapshot (${index}) is none`, async ({ page }) => {
    const troubles = watchTroubles(page);
    const text = typeof snapshot === 'string' ? snapshot : JSON.stringify(snapshot);
    await spoil(page, (value) => localStorage.setItem('aisle-demo', value), text);
    await page.goto(shop.url);
    expect(await live(page)).toEqual([]);
    expect(troubles).toEqual([]);
  });

const SPILLS: readonly unknown[] = [
  'no JSON {',
  '7',
  [null],
  [{ drafts: [null] }],
  [{ id: 1, drafts: [7, 'x', {}] }],
  [{ id: 'a', drafts: [{ granted: 'personalization' }] }],
  [{ id: 'a', drafts: [{ granted: ['personalization'], params: null }] }],
  [{ id: 'a', drafts: [{ granted: ['personalization', 'measurement'], params: { items: 7 }, atMs: 'x', name: {} }] }],
  [
    {
      id: 'a',
      record: 7,
      drafts: [{ granted: ['personalization'], params: { items: [null] }, atMs: 1, name: 'view_item' }],
    },
  ],
];

for (const [index, spill] of SPILLS.entries())
  test(`S24: what a dying page spilled and somebody spoilt (${index}) is left out`, async ({ page }) => {
    const troubles = watchTroubles(page);
    const text = typeof spill === 'string' ? spill : JSON.stringify(spill);
    await spoil(page, (value) => localStorage.setItem('aisle-demo/x', value), text);
    await page.goto(shop.url);
    expect(await live(page)).toEqual([]);
    expect(troubles).toEqual([]);
  });

/** Opens our database as we do, and puts these values into its stores. */
const putIntoDatabase = async (text: string): Promise<void> => {
  const values = JSON.parse(text) as Record<string, unknown>;
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open('aisle-demo', 1);
    opening.addEventListener('upgradeneeded', () => {
      opening.result.createObjectStore('state');
      opening.result.createObjectStore('log', { autoIncrement: true });
      opening.result.createObjectStore('outbox', { autoIncrement: true });
    });
    opening.addEventListener('success', () => resolve(opening.result));
    opening.addEventListener('error', () => reject(opening.error));
  });
  const tx = db.transaction(['state', 'log', 'outbox'], 'readwrite');
  for (const [key, value] of Object.entries(values))
    if (key === 'log' || key === 'outbox') tx.objectStore(key).put(value);
    else tx.objectStore('state').put(value, key);
  await new Promise((resolve) => tx.addEventListener('complete', resolve));
  db.close();
};

const TABLES: readonly unknown[] = [
  { head: 7, base: 'x', logged: 'y', records: 7, clock: 'z' },
  { head: { segments: 7, profile: 7, sessions: 7, flushes: 7, record: 7 } },
  { head: { profile: null, segments: null, sessions: null, flushes: null } },
  { head: { profile: {}, session: 7, visitorId: {}, stage: [] } },
  { log: 7 },
  { log: [null] },
  { outbox: 7 },
  { outbox: [null] },
  { outbox: [{ id: 1, consent: 7, params: 7 }] },
  { outbox: {} },
  { records: [null], clock: Number.MAX_SAFE_INTEGER },
];

for (const [index, table] of TABLES.entries())
  test(`S24: a database with spoilt values (${index}) throws nothing into the page`, async ({ page }) => {
    const troubles = watchTroubles(page);
    await spoil(page, putIntoDatabase, JSON.stringify(table));
    await page.goto(shop.url);
    expect(await live(page)).toEqual([]);
    expect(troubles).toEqual([]);
  });

for (const version of [2, 99])
  test(`S24: a database of a newer release (version ${version}) is left as it is`, async ({ page }) => {
    const troubles = watchTroubles(page);
    await spoil(
      page,
      (text) =>
        new Promise<void>((resolve) => {
          const opening = indexedDB.open('aisle-demo', Number(text));
          opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('other'));
          opening.addEventListener('success', () => {
            opening.result.close();
            resolve();
          });
        }),
      String(version),
    );
    await page.goto(shop.url);
    expect(await live(page)).toEqual([]);
    expect(troubles).toEqual([]);
  });
