import { type Page, expect, test } from 'playwright/test';
import { ALL_DENIED, ALL_GRANTED, answer, look } from '../../../helpers/consenting.js';
import { watchPosts } from '../../../helpers/posts.js';
import { type ShopServer, openShopServer, shopPage } from '../../../helpers/shop-server.js';
import { NOTHING_STORED, storedIn } from '../../../helpers/stored.js';
import { aisleTouches, spyOnTouches } from '../../../helpers/touch.js';

let shop: ShopServer;
test.beforeEach(async () => {
  shop = await openShopServer({
    pages: {
      '/': shopPage({ attributes: 'data-consent="manual"' }),
      '/denied': shopPage({ attributes: 'data-consent="denied"' }),
      '/measured': shopPage({ attributes: 'data-consent="measurement"' }),
      '/personal': shopPage({ attributes: 'data-consent="personalization"' }),
    },
  });
});
test.afterEach(() => shop.close());

const grantAll = async (page: Page) => {
  await page.goto(shop.url);
  await answer(page, ALL_GRANTED);
  await look(page, 'A');
  await page.waitForTimeout(500);
};

test('B30: a page that starts denied erases what lies there, and opens and reads nothing for it', async ({ page }) => {
  await grantAll(page);
  await spyOnTouches(page);
  await page.goto(`${shop.url}/denied`);
  await page.waitForTimeout(700);
  const touches = await aisleTouches(page);
  expect(touches.filter((touch) => /indexedDB\.open|getItem|setItem|cookie|fetch/.test(touch))).toEqual([]);
  expect(touches).toContain('indexedDB.deleteDatabase aisle-demo');
  expect(await storedIn(page)).toEqual(NOTHING_STORED);
});

test('B30: a page that starts denied leaves nothing where nothing was', async ({ page }) => {
  await page.goto(`${shop.url}/denied`);
  await page.waitForTimeout(700);
  expect(await storedIn(page)).toEqual(NOTHING_STORED);
});

for (const what of ['a reload', 'another page'] as const)
  test(`B30, B33: after a withdrawal and ${what} in the same task the device is empty and the server knows`, async ({
    page,
    context,
  }) => {
    const posts = watchPosts(context);
    await grantAll(page);
    // The banner remembers the no, as one does that reloads the page.
    await page.addInitScript(
      (denied) => addEventListener('DOMContentLoaded', () => aisle.consent.set(denied)),
      ALL_DENIED,
    );
    const sent = posts.batches.length;
    await page.evaluate(
      ([denied, isReload]) => {
        aisle.record('view_item', { items: [{ item_id: 'B' }] });
        aisle.consent.set(denied);
        if (isReload) location.reload();
        else location.assign('/denied?next');
      },
      [ALL_DENIED, what === 'a reload'] as const,
    );
    await page.waitForTimeout(1_500);
    expect(await storedIn(page)).toEqual(NOTHING_STORED);
    expect(posts.batches).toHaveLength(sent);
    await expect.poll(() => shop.events()).toEqual([]);
  });

test('B31: what an earlier page stored under a purpose is gone when the next one starts without it (measurement alone)', async ({
  page,
}) => {
  shop.refuse(503);
  await grantAll(page);
  await page.goto(`${shop.url}/measured`);
  await page.evaluate(() => aisle.flush());
  await page.waitForTimeout(500);
  const stored = await page.evaluate(() => aisle.privacy.export());
  expect(stored?.head).toMatchObject({ visitorId: null, segments: [], profile: { recents: [], counts: {} } });
  expect(stored?.log).toEqual([]);
  expect(stored?.outbox.filter((event) => 'visitorId' in event)).toEqual([]);
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain('view_item');
});

test('B31: what an earlier page stored under a purpose is gone when the next one starts without it (personalization alone)', async ({
  page,
}) => {
  shop.refuse(503);
  await grantAll(page);
  shop.refuse(undefined);
  await page.goto(`${shop.url}/personal`);
  await page.evaluate(() => aisle.flush());
  await page.waitForTimeout(1_500);
  const stored = await page.evaluate(() => aisle.privacy.export());
  expect(stored?.outbox).toEqual([]);
  expect(stored?.head.profile.recents.map(({ itemId }) => itemId)).toEqual(['A']);
  expect(shop.events()).toEqual([]);
});

test('B31: what an earlier page stored is erased by a next one without localStorage, too', async ({ page }) => {
  shop.refuse(503);
  await grantAll(page);
  // Cleared, or refused: the copy for a quick start is not there to say what was granted.
  await page.evaluate(() => localStorage.clear());
  await page.goto(`${shop.url}/measured`);
  await page.evaluate(() => aisle.flush());
  await page.waitForTimeout(500);
  const stored = await page.evaluate(() => aisle.privacy.export());
  expect(stored?.log).toEqual([]);
  expect(stored?.head).toMatchObject({ visitorId: null, profile: { recents: [] } });
});

test('B32: what a dying page spilled is not sent after a withdrawal', async ({ page, context }) => {
  const posts = watchPosts(context);
  await grantAll(page);
  await page.evaluate(() => {
    aisle.record('view_item', { items: [{ item_id: 'spilled' }] });
    dispatchEvent(new Event('pagehide'));
    aisle.consent.withdraw();
  });
  await page.waitForTimeout(500);
  expect(await storedIn(page)).toEqual(NOTHING_STORED);
  await page.goto(shop.url);
  await answer(page, ALL_GRANTED);
  await page.waitForTimeout(500);
  expect(JSON.stringify(posts.batches)).not.toContain('spilled');
});

/** What a page leaves that dies in the task in which it recorded this. */
const spillOf = (page: Page, itemId: string): Promise<readonly (readonly [string, string])[]> =>
  page.evaluate((id) => {
    aisle.record('view_item', { items: [{ item_id: id }] });
    dispatchEvent(new PageTransitionEvent('pagehide'));
    return Object.entries(localStorage).filter(([name]) => name.startsWith('aisle-demo/'));
  }, itemId);
const leave = (page: Page, left: readonly (readonly [string, string])[]) =>
  page.evaluate((entries) => {
    for (const [name, text] of entries) localStorage.setItem(name, text);
  }, left);

for (const [then, isKnown] of [
  ['the shopper withdraws and agrees again', false],
  ['nothing more', true],
] as const)
  test(`B28, B29, B35: of a tab that dies in a long task, and then ${then}, what it spilled is ${isKnown ? 'sent once' : 'never seen again'}`, async ({
    page,
    context,
  }) => {
    await grantAll(page);
    const busy = await context.newPage();
    await busy.goto(shop.url);
    await answer(busy, ALL_GRANTED);
    await busy.evaluate(() => aisle.flush());
    const left = await spillOf(busy, 'LATE');
    expect(left.length).toBeGreaterThan(0);
    await busy.close();
    if (!isKnown) {
      await page.evaluate(() => aisle.consent.withdraw());
      await answer(page, ALL_GRANTED);
      await page.evaluate(() => aisle.flush());
    }
    // A process that is still busy hears of no withdrawal.
    await leave(page, left);
    await page.goto(shop.url);
    await answer(page, ALL_GRANTED);
    await look(page, 'B');
    await expect
      .poll(() => page.evaluate(() => Object.keys(localStorage).filter((name) => name.includes('/'))))
      .toEqual([]);
    await page.evaluate(() => aisle.flush());
    const seen = shop.events().map(({ params }) => JSON.stringify(params.items ?? ''));
    expect(seen.filter((items) => items.includes('"B"'))).toHaveLength(1);
    const log = JSON.stringify((await page.evaluate(() => aisle.privacy.export()))?.log);
    expect(log.split('LATE').length - 1).toBe(isKnown ? 1 : 0);
    if (isKnown) expect(seen.filter((items) => items.includes('LATE'))).toHaveLength(1);
  });

for (const [denied, isLogged, isSent] of [
  ['personalization', false, true],
  ['measurement', true, false],
] as const)
  test(`B31, B35: of a tab that dies in a long task while ${denied} is denied and granted again, what rested on it is never seen again, and the rest is kept`, async ({
    page,
    context,
  }) => {
    await grantAll(page);
    const busy = await context.newPage();
    await busy.goto(shop.url);
    await answer(busy, ALL_GRANTED);
    await busy.evaluate(() => aisle.flush());
    const left = await spillOf(busy, 'LATE');
    await busy.close();
    await answer(page, { ...ALL_GRANTED, [denied]: 'denied' });
    await answer(page, ALL_GRANTED);
    await leave(page, left);
    await page.goto(shop.url);
    await answer(page, ALL_GRANTED);
    await look(page, 'B');
    await expect
      .poll(() => page.evaluate(() => Object.keys(localStorage).filter((name) => name.includes('/'))))
      .toEqual([]);
    await page.evaluate(() => aisle.flush());
    const stored = await page.evaluate(() => aisle.privacy.export());
    const ofLate = (text: unknown) => JSON.stringify(text).split('"LATE"').length - 1;
    expect([ofLate(stored?.log), ofLate(stored?.head.profile) > 0, ofLate(shop.events())]).toEqual([
      Number(isLogged),
      isLogged,
      Number(isSent),
    ]);
    const late = [...(stored?.log ?? []), ...shop.events()].filter((event) => ofLate(event.params) > 0);
    expect(late.flatMap(({ consent }) => consent.purposes)).not.toContain(denied);
    expect(late.map(({ visitorId }) => visitorId)).toEqual([undefined]);
  });
