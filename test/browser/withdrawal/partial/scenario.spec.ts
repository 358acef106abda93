import { expect, test } from 'playwright/test';
import { ALL_GRANTED, answer, look } from '../../../helpers/consenting.js';
import { watchPosts } from '../../../helpers/posts.js';
import { type ShopServer, openShopServer, shopPage } from '../../../helpers/shop-server.js';
import { storedText } from '../../../helpers/stored-text.js';

const ADDRESS = '/?utm_source=news&utm_campaign=spring&gclid=G-SECRET&fbclid=F-SECRET';

let shop: ShopServer;
test.beforeEach(async () => {
  shop = await openShopServer({ pages: { '/': shopPage({ attributes: 'data-consent="manual"' }) } });
  shop.refuse(503);
});
test.afterEach(() => shop.close());

test.beforeEach(async ({ page }) => {
  await page.goto(shop.url + ADDRESS);
  await answer(page, ALL_GRANTED);
  await look(page, 'A');
  await page.waitForTimeout(500);
});

test('B31: marketing withdrawn takes the click ids, wherever they lie, and nothing else', async ({ page }) => {
  expect(await storedText(page)).toContain('G-SECRET');
  await page.evaluate(() => aisle.consent.set({ marketing: 'denied' }));
  await page.waitForTimeout(800);
  const text = await storedText(page);
  expect(text).not.toMatch(/G-SECRET|F-SECRET|gclid|fbclid/);
  const stored = await page.evaluate(() => aisle.privacy.export());
  expect(stored?.outbox.map(({ name, params }) => [name, params['utm_source']])).toEqual([
    ['page_view', 'news'],
    ['view_item', undefined],
  ]);
  expect(stored?.log).toHaveLength(2);
  expect(stored?.head.profile.recents).toHaveLength(1);
});

test('B31: sharing withdrawn takes its mark from every event, and nothing else', async ({ page }) => {
  await page.evaluate(() => aisle.consent.set({ sharing: 'denied' }));
  await page.waitForTimeout(500);
  const stored = await page.evaluate(() => aisle.privacy.export());
  const purposes = [...(stored?.log ?? []), ...(stored?.outbox ?? [])].map(({ consent }) => consent.purposes);
  expect(purposes).toHaveLength(4);
  expect(new Set(purposes.map(String))).toEqual(new Set(['personalization,measurement,marketing']));
});

test('B31: measurement withdrawn takes the queue, the campaign and every id a server knows; the profile stays', async ({
  page,
}) => {
  const before = await page.evaluate(() => aisle.privacy.export());
  await page.evaluate(() => aisle.consent.set({ measurement: 'denied' }));
  await page.waitForTimeout(500);
  const stored = await page.evaluate(() => aisle.privacy.export());
  expect(stored?.outbox).toEqual([]);
  expect(stored?.log.map(({ name }) => name)).toEqual(['page_view', 'view_item']);
  expect(stored?.head.profile.recents.map(({ itemId }) => itemId)).toEqual(['A']);
  expect(stored?.head).toMatchObject({ visitorId: null, sessions: [] });
  const text = await storedText(page);
  expect(text).not.toMatch(/utm_/);
  await look(page, 'B');
  const next = (await page.evaluate(() => aisle.privacy.export()))?.log.at(-1);
  expect(next?.name).toBe('view_item');
  expect([before?.head.visitorId, before?.head.session?.id]).not.toContain(next?.sessionId);
  expect(next?.visitorId).not.toBe(before?.head.visitorId);
});

test('B31: personalization withdrawn takes profile, segments and history; the queue goes on without an id', async ({
  page,
}) => {
  await page.evaluate(() => aisle.consent.set({ personalization: 'denied' }));
  await page.waitForTimeout(800);
  const stored = await page.evaluate(() => aisle.privacy.export());
  expect(stored?.log).toEqual([]);
  expect(stored?.base).toBeNull();
  expect(stored?.head).toMatchObject({
    visitorId: null,
    segments: [],
    stage: null,
    profile: { recents: [], counts: {} },
  });
  expect(stored?.outbox.map(({ name }) => name)).toEqual(['page_view', 'view_item']);
  expect(
    stored?.outbox.filter((event) => 'visitorId' in event || event.consent.purposes.includes('personalization')),
  ).toEqual([]);
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain('view_item');
});

test('B31: withdrawing one purpose after the other ends like withdrawing all', async ({ page, context }) => {
  const posts = watchPosts(context);
  shop.refuse(undefined);
  await page.evaluate(() => aisle.consent.set({ personalization: 'denied' }));
  await page.evaluate(() => aisle.consent.set({ marketing: 'denied', sharing: 'denied' }));
  await page.evaluate(() => aisle.consent.set({ measurement: 'denied' }));
  await page.waitForTimeout(800);
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  expect(await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))).toEqual([]);
  expect(posts.withdrawals.length).toBeLessThanOrEqual(1);
});

test('B31: a paused purpose takes nothing, and is back with the next yes', async ({ page }) => {
  await page.evaluate(() => aisle.consent.set({ personalization: 'pending', measurement: 'pending' }));
  await page.waitForTimeout(500);
  await page.evaluate(() => aisle.consent.set({ personalization: 'granted', measurement: 'granted' }));
  await page.evaluate(() => aisle.flush());
  const stored = await page.evaluate(() => aisle.privacy.export());
  expect(stored?.log.map(({ name }) => name)).toEqual(['page_view', 'view_item']);
  expect(stored?.outbox).toHaveLength(2);
  expect(stored?.head.profile.recents.map(({ itemId }) => itemId)).toEqual(['A']);
});

for (const [purpose, ask] of [
  ['personalization', async (text: string) => expect(text).not.toMatch(/"recents":\[\{/)],
  ['marketing', async (text: string) => expect(text).not.toMatch(/G-SECRET|F-SECRET/)],
  ['measurement', async (text: string) => expect(text).not.toMatch(/utm_source/)],
] as const)
  test(`B31: a purpose that is denied after a pause is forgotten like one that is denied at once (${purpose})`, async ({
    page,
  }) => {
    const pending = {
      personalization: 'pending',
      measurement: 'pending',
      marketing: 'pending',
      sharing: 'pending',
    } as const;
    await page.evaluate((pause) => aisle.consent.set(pause), pending);
    await page.waitForTimeout(300);
    await page.evaluate((said) => aisle.consent.set(said), { ...ALL_GRANTED, [purpose]: 'denied' });
    await page.waitForTimeout(800);
    await ask(await storedText(page));
    const stored = await page.evaluate(() => aisle.privacy.export());
    if (purpose === 'measurement') expect(stored?.outbox).toEqual([]);
    if (purpose === 'personalization') expect(stored?.log).toEqual([]);
  });
