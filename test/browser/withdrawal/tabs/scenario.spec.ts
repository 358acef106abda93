import { type BrowserContext, type Page, expect, test } from 'playwright/test';
import { ALL_GRANTED, answer, beSeenAgain, look } from '../../../helpers/consenting.js';
import { deviceOf, isEmpty } from '../../../helpers/device.js';
import { countHeld, holdDatabase } from '../../../helpers/held-database.js';
import { watchPosts } from '../../../helpers/posts.js';
import { type ShopServer, openShopServer, shopPage } from '../../../helpers/shop-server.js';
import { NOTHING_STORED, storedIn } from '../../../helpers/stored.js';

let shop: ShopServer;
test.beforeEach(async () => {
  shop = await openShopServer({
    pages: {
      '/': shopPage({ attributes: 'data-consent="manual"' }),
      '/granted': shopPage(),
      '/banner': shopPage({
        attributes: 'data-consent="shopConsent()"',
        head: "<script>window.shopConsent = () => JSON.parse(sessionStorage.getItem('banner'))</script>",
      }),
      '/bare': '<!doctype html><link rel="icon" href="data:,"><title>Bare</title>',
    },
  });
});
test.afterEach(() => shop.close());

const tabOf = async (context: BrowserContext, path = '/'): Promise<Page> => {
  const page = await context.newPage();
  await page.goto(shop.url + path);
  if (path === '/') await answer(page, ALL_GRANTED);
  else if (path === '/granted') await page.evaluate(() => aisle.flush());
  return page;
};
const measurementIn = (page: Page) => page.evaluate(() => aisle.consent.get().measurement);
const withdraw = (page: Page) => page.evaluate(() => aisle.consent.withdraw());
/** As in a back/forward cache: what is posted meanwhile does not reach it. */
const deafTabOf = async (context: BrowserContext): Promise<Page> => {
  const deaf = await context.newPage();
  await deaf.addInitScript(() => {
    Reflect.set(BroadcastChannel.prototype, 'addEventListener', () => {});
  });
  await deaf.goto(`${shop.url}/granted`);
  await look(deaf, 'A');
  await deaf.waitForTimeout(500);
  return deaf;
};

test('B28: the store is empty when withdraw() resolves, with two other tabs open', async ({ context }) => {
  const [first] = [await tabOf(context), await tabOf(context), await tabOf(context)];
  await look(first, 'A');
  await withdraw(first);
  expect(isEmpty(await deviceOf(first))).toBe(true);
  await expect.poll(() => storedIn(first)).toEqual(NOTHING_STORED);
});

test('B28: a tab that never lets go of the database keeps nobody from emptying it', async ({ context }) => {
  const [page, old] = [await tabOf(context), await tabOf(context, '/bare')];
  await look(page, 'A');
  await holdDatabase(old);
  expect(await countHeld(old)).toBeGreaterThan(0);
  await withdraw(page);
  expect(await countHeld(old)).toBe(0);
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  await old.close();
  await expect.poll(() => storedIn(page)).toEqual(NOTHING_STORED);
});

test('B28: a second withdrawal resolves, too, while an old tab still blocks the deletion', async ({ context }) => {
  const [page, old] = [await tabOf(context), await tabOf(context, '/bare')];
  await holdDatabase(old);
  await withdraw(page);
  await page.evaluate((all) => aisle.consent.set(all), ALL_GRANTED);
  const ended = await page.evaluate(() =>
    Promise.race([
      aisle.consent.withdraw().then(() => 'ended'),
      new Promise((resolve) => setTimeout(() => resolve('still waiting after 15 s'), 15_000)),
    ]),
  );
  expect(ended).toBe('ended');
});

test('B28: after a withdrawal that an old tab blocks, a new grant records and sends', async ({ context }) => {
  const [page, old] = [await tabOf(context), await tabOf(context, '/bare')];
  await holdDatabase(old);
  await withdraw(page);
  await page.evaluate((all) => {
    aisle.consent.set(all);
    aisle.record('view_item', { items: [{ item_id: 'new' }] });
  }, ALL_GRANTED);
  await expect
    .poll(() => shop.events().map(({ params }) => params.items?.[0]?.item_id), { timeout: 20_000 })
    .toContain('new');
});

test('B28: a long transaction of another tab delays the emptying, and nothing more', async ({ context }) => {
  const [page, other] = [await tabOf(context), await tabOf(context, '/bare')];
  await look(page, 'A');
  await holdDatabase(other);
  // Half a second of one write after the other, in one transaction.
  await other.evaluate(() => {
    const { held } = window as unknown as { held: IDBDatabase };
    const state = held.transaction('state', 'readwrite').objectStore('state');
    const untilMs = performance.now() + 500;
    const again = (): void => {
      if (performance.now() < untilMs) state.put('busy', 'busy').onsuccess = again;
    };
    again();
  });
  await withdraw(page);
  expect(await countHeld(other)).toBe(0);
});

test('B29: another tab stops at once, though its own banner still says yes', async ({ context }) => {
  const posts = watchPosts(context);
  const [page, other] = [await tabOf(context), await tabOf(context, '/granted')];
  await look(other, 'A');
  await withdraw(page);
  await expect.poll(() => measurementIn(other)).toBe('denied');
  const before = posts.batches.length;
  const { sources } = await other.evaluate(() => aisle.consent.get());
  expect(sources['data-consent']).toMatchObject({ measurement: 'granted' });
  await look(other, 'B');
  await beSeenAgain(other);
  await other.waitForTimeout(1_500);
  expect(posts.batches).toHaveLength(before);
  expect(await other.evaluate(() => aisle.privacy.export())).toBeNull();
  expect(await storedIn(other)).toEqual(NOTHING_STORED);
});

test('B29: a tab that was frozen during the withdrawal sends and reads nothing when it wakes', async ({ context }) => {
  const [page, frozen] = [await tabOf(context), await tabOf(context)];
  const posts = watchPosts(context);
  // What it has to say waits for a timer that runs out while it is frozen.
  await frozen.evaluate(() => aisle.record('view_item', { items: [{ item_id: 'frozen' }] }));
  const cdp = await context.newCDPSession(frozen);
  await cdp.send('Page.setWebLifecycleState', { state: 'frozen' });
  await page.waitForTimeout(300);
  await withdraw(page);
  await page.waitForTimeout(2_000);
  const before = posts.batches.length;
  await cdp.send('Page.setWebLifecycleState', { state: 'active' });
  await expect.poll(() => measurementIn(frozen)).toBe('denied');
  await frozen.waitForTimeout(1_500);
  expect(posts.batches).toHaveLength(before);
  expect(isEmpty(await deviceOf(page))).toBe(true);
  await expect.poll(() => storedIn(page)).toEqual(NOTHING_STORED);
});

test('B29: a tab that never hears the message finds out as soon as it is seen again', async ({ context }) => {
  const deaf = await deafTabOf(context);
  const page = await tabOf(context);
  const posts = watchPosts(context);
  await withdraw(page);
  await deaf.evaluate(() => {
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    aisle.record('purchase', { currency: 'EUR', value: 1, transaction_id: 'T' });
  });
  // The store is asked: the shop may have cleared its own things, and the quick copy with them.
  await expect.poll(() => measurementIn(deaf)).toBe('denied');
  await deaf.waitForTimeout(1_500);
  expect(posts.batches).toEqual([]);
  await expect.poll(() => storedIn(deaf)).toEqual(NOTHING_STORED);
});

test('B29: a tab that never hears the message asks before it sends', async ({ context }) => {
  const deaf = await deafTabOf(context);
  const page = await tabOf(context);
  await withdraw(page);
  const posts = watchPosts(context);
  await deaf.evaluate(async () => {
    aisle.record('view_item', { items: [{ item_id: 'B' }] });
    await aisle.flush();
  });
  expect(posts.batches).toEqual([]);
});

test('B29: a tab that neither hears the message nor sees that its quick copy is gone finds the store empty', async ({
  context,
}) => {
  const [page, deaf] = [await tabOf(context), await deafTabOf(context)];
  await withdraw(page);
  // As a page cache may show it: localStorage as it was.
  await deaf.evaluate(() => localStorage.setItem('aisle-demo', 'null '));
  const before = shop.requests.length;
  await look(deaf, 'B');
  await expect.poll(() => measurementIn(deaf)).toBe('denied');
  expect(shop.requests.slice(before)).not.toContain('POST /v1/batch');
  await expect.poll(() => storedIn(deaf)).toEqual(NOTHING_STORED);
});

test('B29: withdrawing one purpose takes it from the other tabs, and leaves them the rest', async ({ context }) => {
  const [page, other] = [await tabOf(context), await tabOf(context)];
  await look(other, 'A');
  await page.evaluate(() => aisle.consent.set({ marketing: 'denied', personalization: 'denied' }));
  await expect
    .poll(() => other.evaluate(() => aisle.consent.get()))
    .toMatchObject({ personalization: 'denied', marketing: 'denied', measurement: 'granted', sharing: 'granted' });
  await look(other, 'B');
  const stored = await other.evaluate(() => aisle.privacy.export());
  expect(stored?.log).toEqual([]);
  expect(stored?.head.profile.recents).toEqual([]);
});

test('B29, B37: erasing in one tab gives the others new ids, and takes no consent from them', async ({ context }) => {
  const [page, other] = [await tabOf(context), await tabOf(context)];
  await other.waitForTimeout(500);
  const before = await other.evaluate(async () => (await aisle.privacy.export())?.head.visitorId);
  await page.evaluate(() => aisle.privacy.erase());
  await beSeenAgain(other);
  await look(other, 'B');
  expect(await measurementIn(other)).toBe('granted');
  expect(await measurementIn(page)).toBe('granted');
  const after = await other.evaluate(async () => (await aisle.privacy.export())?.head.visitorId);
  expect(after).toMatch(/^[\w-]{21}$/);
  expect(after).not.toBe(before);
});

/** Its banner keeps the answer for this tab alone, and tells no other. */
const choose = (page: Page, said: object) =>
  page.evaluate(async (answers) => {
    sessionStorage.setItem('banner', JSON.stringify(answers));
    aisle.consent.ask();
    await aisle.flush();
    await new Promise((resolve) => setTimeout(resolve, 300));
  }, said);

test('B29: a banner’s newer yes counts in the tab where it is given, though another tab heard the no before', async ({
  context,
}) => {
  const [page, other] = [await tabOf(context, '/banner'), await tabOf(context, '/banner')];
  await choose(page, ALL_GRANTED);
  await choose(other, ALL_GRANTED);
  await choose(page, { ...ALL_GRANTED, marketing: 'denied' });
  expect(await other.evaluate(() => aisle.consent.get().marketing)).toBe('denied');
  await choose(page, ALL_GRANTED);
  expect(await page.evaluate(() => aisle.consent.get().marketing)).toBe('granted');
});

test('B29: a banner’s newer yes after a whole withdrawal counts in the tab where it is given', async ({ context }) => {
  const [page, other] = [await tabOf(context, '/banner'), await tabOf(context, '/banner')];
  await choose(page, ALL_GRANTED);
  await choose(other, ALL_GRANTED);
  await choose(page, { personalization: 'denied', measurement: 'denied', marketing: 'denied', sharing: 'denied' });
  expect(await measurementIn(other)).toBe('denied');
  await choose(page, ALL_GRANTED);
  expect(await measurementIn(page)).toBe('granted');
  await choose(other, { ...ALL_GRANTED, proof: { atMs: Date.now() } });
  expect(await measurementIn(other)).toBe('granted');
});
