import { type Page, expect, test } from 'playwright/test';
import { ALL_GRANTED, answer } from '../../../helpers/consenting.js';
import { watchPosts } from '../../../helpers/posts.js';
import { type ShopServer, openShopServer, shopPage } from '../../../helpers/shop-server.js';
import { NOTHING_STORED, storedIn } from '../../../helpers/stored.js';
import { storedText } from '../../../helpers/stored-text.js';

const pageWith = (attributes: string): string => shopPage({ attributes: `data-consent="manual" ${attributes}` });
let shop: ShopServer;
test.beforeAll(async () => {
  shop = await openShopServer({
    pages: {
      '/': pageWith(''),
      '/strict': pageWith('data-gpc="strict"'),
      '/override': pageWith('data-gpc-override="explicit"'),
      '/opt-out': pageWith('data-region="opt-out"'),
      '/opt-out-auto': shopPage({ attributes: 'data-region="opt-out"' }),
      '/eu': pageWith('data-region="eu"'),
      '/no-buffer': pageWith('data-pre-consent-buffer="0"'),
      '/three': pageWith('data-pre-consent-buffer="3"'),
    },
  });
});
test.afterAll(() => shop.close());

const statesIn = (page: Page) =>
  page.evaluate(() => {
    const { personalization, measurement, marketing, sharing } = aisle.consent.get();
    return [personalization, measurement, marketing, sharing];
  });
const signal = (page: Page, name = 'globalPrivacyControl', value: unknown = true) =>
  page.addInitScript(
    ([property, said]) => Object.defineProperty(navigator, property as string, { value: said, configurable: true }),
    [name, value] as const,
  );

for (const [name, value] of [
  ['globalPrivacyControl', true],
  ['doNotTrack', '1'],
] as const)
  test(`B17: ${name} denies marketing and sharing in every region, and is on the batch, its events and their record`, async ({
    page,
    context,
  }) => {
    await signal(page, name, value);
    const posts = watchPosts(context);
    for (const path of ['/', '/opt-out', '/eu']) {
      await page.goto(`${shop.url}${path}?gclid=G-1`);
      await answer(page, ALL_GRANTED);
      expect(await statesIn(page)).toEqual(['granted', 'granted', 'denied', 'denied']);
    }
    expect(posts.batches.length).toBeGreaterThan(0);
    expect(posts.batches.map(({ gpc }) => gpc)).toEqual(posts.batches.map(() => true));
    const events = posts.batches.flatMap((batch) => batch.events);
    expect(new Set(events.map(({ consent }) => consent.gpc))).toEqual(new Set([true]));
    const records = await page.evaluate(async () => (await aisle.privacy.export())?.records);
    expect(records?.at(-1)?.gpc).toBe(true);
    expect(await storedText(page)).not.toContain('G-1');
  });

test('B17: a signal that says no, or something else than it should, is none', async ({ page }) => {
  for (const value of [false, null, 'true', 1]) {
    await signal(page, 'globalPrivacyControl', value);
    await page.goto(shop.url);
    await page.evaluate((all) => aisle.consent.set(all), ALL_GRANTED);
    expect((await statesIn(page))[2]).toBe('granted');
    await page.evaluate(() => aisle.consent.withdraw());
  }
});

test('B17: strict, the signal denies measurement, too, and nothing is sent', async ({ page, context }) => {
  await signal(page);
  const posts = watchPosts(context);
  await page.goto(`${shop.url}/strict`);
  await answer(page, ALL_GRANTED);
  expect(await statesIn(page)).toEqual(['granted', 'denied', 'denied', 'denied']);
  await page.waitForTimeout(1_200);
  expect(posts.batches).toEqual([]);
});

test('B17: only an explicit grant, and only where the shop says so, counts more than the signal; the record says both', async ({
  page,
}) => {
  await signal(page);
  await page.goto(`${shop.url}/override`);
  expect(await statesIn(page)).toEqual(['pending', 'pending', 'denied', 'denied']);
  await page.evaluate((all) => aisle.consent.set({ ...all, proof: { implicit: true } }), ALL_GRANTED);
  expect(await statesIn(page)).toEqual(['granted', 'granted', 'denied', 'denied']);
  await answer(page, { ...ALL_GRANTED, proof: {} });
  expect(await statesIn(page)).toEqual(['granted', 'granted', 'granted', 'granted']);
  const records = await page.evaluate(async () => (await aisle.privacy.export())?.records);
  expect(records?.at(-1)).toMatchObject({ gpc: true, method: 'explicit', after: { sharing: 'granted' } });
});

test('B17: the signal is read live: switched on later it counts from the next question on', async ({ page }) => {
  await page.goto(`${shop.url}/?gclid=G-1`);
  await answer(page, ALL_GRANTED);
  expect(await storedText(page)).toContain('G-1');
  await page.evaluate(async () => {
    Object.defineProperty(navigator, 'globalPrivacyControl', { value: true });
    document.dispatchEvent(new Event('visibilitychange'));
    await aisle.flush();
    await new Promise((resolve) => setTimeout(resolve, 500));
  });
  expect(await statesIn(page)).toEqual(['granted', 'granted', 'denied', 'denied']);
  expect(await storedText(page)).not.toContain('G-1');
});

test('B19: a region nobody knows is one that asks first', async ({ page }) => {
  await page.goto(`${shop.url}/eu`);
  await page.evaluate(() => aisle.flush());
  await page.waitForTimeout(1_200);
  expect(await statesIn(page)).toEqual(Array(4).fill('pending'));
  expect(await storedIn(page)).toEqual(NOTHING_STORED);
});

for (const path of ['/opt-out', '/opt-out-auto'])
  test(`B19: where silence is a yes everything runs until it is refused, and no request asks where the shopper is (${path})`, async ({
    page,
    context,
  }) => {
    const hosts = new Set<string>();
    context.on('request', (request) => hosts.add(new URL(request.url()).origin));
    const posts = watchPosts(context);
    await page.goto(shop.url + path);
    await page.evaluate(() => aisle.flush());
    expect(await statesIn(page)).toEqual(Array(4).fill('granted'));
    expect(posts.batches[0]?.events[0]?.consent.region).toBe('opt-out');
    expect([...hosts].filter((host) => host.startsWith('http'))).toEqual([shop.url]);
    await page.evaluate(() => aisle.consent.withdraw());
    expect(await statesIn(page)).toEqual(Array(4).fill('denied'));
    await expect.poll(() => storedIn(page)).toEqual(NOTHING_STORED);
  });

test('B19: where silence is a yes the signal ends marketing and sharing, and nothing else', async ({ page }) => {
  await signal(page);
  await page.goto(`${shop.url}/opt-out`);
  await page.evaluate(() => aisle.flush());
  expect(await statesIn(page)).toEqual(['granted', 'granted', 'denied', 'denied']);
});

test('B3: what waits holds no identifier, is nowhere but in memory, and dies with the page', async ({
  page,
  context,
}) => {
  const posts = watchPosts(context);
  await page.goto(shop.url);
  await page.evaluate(() => aisle.record('view_item', { items: [{ item_id: 'forgotten' }] }));
  expect(await storedIn(page)).toEqual(NOTHING_STORED);
  await page.reload();
  await answer(page, ALL_GRANTED);
  expect(JSON.stringify(posts.batches)).not.toContain('forgotten');
  expect(await storedText(page)).not.toContain('forgotten');
});

test('B4: only what was granted is kept of what waited, with its own time and a mark', async ({ page, context }) => {
  const posts = watchPosts(context);
  await page.goto(`${shop.url}/?utm_source=news&gclid=G-1`);
  const recordedMs = await page.evaluate(() => {
    aisle.record('view_item', { items: [{ item_id: 'A' }] });
    return Date.now();
  });
  await page.waitForTimeout(700);
  await answer(page, { personalization: 'denied', measurement: 'granted', marketing: 'denied', sharing: 'denied' });
  const events = posts.batches.flatMap((batch) => batch.events);
  expect(events.map(({ name, retroactive, consent }) => [name, retroactive, consent.purposes])).toEqual([
    ['page_view', true, ['measurement']],
    ['view_item', true, ['measurement']],
  ]);
  expect(events[1]?.atMs).toBeLessThanOrEqual(recordedMs);
  expect(JSON.stringify(posts.batches)).not.toContain('G-1');
  expect(events.filter((event) => 'visitorId' in event)).toEqual([]);
});

test('B4: a shop that wants no buffer, or a short one, has none, or a short one', async ({ page, context }) => {
  const posts = watchPosts(context);
  const items = () => posts.batches.flatMap(({ events }) => events.map(({ params }) => params.items?.[0]?.item_id));
  for (const path of ['/no-buffer', '/three']) {
    await page.goto(shop.url + path);
    await page.evaluate(() => {
      for (const id of ['A', 'B', 'C', 'D', 'E']) aisle.record('view_item', { items: [{ item_id: id }] });
    });
    await answer(page, ALL_GRANTED);
    expect(items()).toEqual(path === '/three' ? ['C', 'D', 'E'] : []);
    await page.evaluate(() => aisle.consent.withdraw());
  }
});

test('B5: a no empties what waited in its own task: a yes right after it finds nothing', async ({ page, context }) => {
  const posts = watchPosts(context);
  await page.goto(shop.url);
  await page.evaluate(async (all) => {
    aisle.record('view_item', { items: [{ item_id: 'A' }] });
    aisle.consent.set({ personalization: 'denied', measurement: 'denied' });
    aisle.consent.set(all);
    await aisle.flush();
  }, ALL_GRANTED);
  await page.waitForTimeout(1_200);
  expect(posts.batches.flatMap(({ events }) => events)).toEqual([]);
  expect(await page.evaluate(async () => (await aisle.privacy.export())?.log)).toEqual([]);
});
