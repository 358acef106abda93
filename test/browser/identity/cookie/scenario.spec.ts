import { type BrowserContext, type Page, expect, test } from 'playwright/test';
import { ALL_DENIED, ALL_GRANTED, answer, look } from '../../../helpers/consenting.js';
import { deviceOf, isEmpty } from '../../../helpers/device.js';
import { type ShopServer, openShopServer, shopPage } from '../../../helpers/shop-server.js';
import { NOTHING_STORED, storedIn } from '../../../helpers/stored.js';
import { requestsOf } from '../../../helpers/touch.js';

const VISITOR = 'data-visitor="/v1/visitor"';
let shop: ShopServer;
test.beforeEach(async () => {
  shop = await openShopServer({
    visitorCookie: true,
    pages: {
      '/': shopPage({ attributes: `data-consent="granted" ${VISITOR}` }),
      '/plain': shopPage(),
      '/asks': shopPage({ attributes: `data-consent="manual" ${VISITOR}` }),
      '/denied': shopPage({ attributes: `data-consent="denied" ${VISITOR}` }),
      '/elsewhere': shopPage({
        attributes: 'data-consent="granted" data-visitor="https://id.example/v1/visitor"',
        head: '<script>window.told = []; console.warn = (...words) => void told.push(words.join(" "))</script>',
      }),
    },
  });
});
test.afterEach(() => shop.close());

const asked = () => shop.seen.flatMap(({ method, path }) => (path === '/v1/visitor' ? [method] : []));
const visitors = () => [...new Set(shop.events().map(({ visitorId }) => visitorId))];
const viewed = (id: string) =>
  shop.events().find(({ name, params }) => name === 'view_item' && params.items?.[0]?.item_id === id)?.visitorId;
const cookieIn = async (context: BrowserContext) =>
  (await context.cookies(`${shop.url}/v1/visitor`)).find(({ name }) => name === 'aisle-demo');
const idIn = async (context: BrowserContext) => (await cookieIn(context))?.value.split('.')[0];
const visitorIn = (page: Page) => page.evaluate(async () => (await aisle.privacy.export())?.head.visitorId);
const identify = (page: Page, userId: string) =>
  page.evaluate(async (id) => {
    aisle.identify(id);
    await aisle.flush();
  }, userId);
/** What Safari does after seven days without a visit. */
const forgetScripts = async (page: Page): Promise<void> => {
  await page.goto('about:blank');
  const devtools = await page.context().newCDPSession(page);
  const storageTypes = 'indexeddb,local_storage,cache_storage,service_workers,websql,file_systems';
  await devtools.send('Storage.clearDataForOrigin', { origin: shop.url, storageTypes });
};

test('a shopper whose storage the browser deleted is the same visitor to the server, with an empty profile', async ({
  page,
  context,
}) => {
  await page.goto(shop.url);
  await look(page, 'A');
  const first = await visitorIn(page);
  await forgetScripts(page);
  await page.goto(`${shop.url}/asks`);
  expect(await storedIn(page)).toEqual(NOTHING_STORED);
  await page.goto(shop.url);
  await look(page, 'B');
  expect([viewed('A'), viewed('B'), await visitorIn(page), await idIn(context)]).toEqual(
    Array.from({ length: 4 }, () => first),
  );
  expect(asked()).toEqual(['POST', 'POST']);
  const head = await page.evaluate(async () => (await aisle.privacy.export())?.head);
  expect(head?.profile.recents.map(({ itemId }) => itemId)).toEqual(['B']);
});

test('B25: what the cookie brings back still ends 13 months after it was given', async ({ page, context }) => {
  const sinceMs = Date.now() - 300 * 86_400_000;
  const value = `visitor-of-old.${Math.floor(sinceMs / 1000)}`;
  await context.addCookies([
    { name: 'aisle-demo', value, domain: '127.0.0.1', path: '/v1/visitor', httpOnly: true, sameSite: 'Lax' },
  ]);
  await page.goto(shop.url);
  await look(page, 'A');
  const head = await page.evaluate(async () => (await aisle.privacy.export())?.head);
  expect(head?.visitorId).toBe('visitor-of-old');
  expect(Math.abs((head?.visitorSinceMs ?? 0) - sinceMs)).toBeLessThan(60_000);
});

test('scripts cannot read the cookie, and it goes nowhere else', async ({ page, context }) => {
  await page.goto(shop.url);
  await look(page, 'A');
  expect(await cookieIn(context)).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/v1/visitor' });
  expect(await page.evaluate(() => document.cookie)).toBe('');
  await page.goto(shop.url);
  await look(page, 'B');
  const carrying = shop.seen.filter(({ headers }) => headers['cookie'] !== undefined);
  expect(carrying.map(({ path }) => path).filter((path) => path !== '/v1/visitor')).toEqual([]);
});

test('B1, B24: nobody asks before both purposes are granted, nor when one of them is denied', async ({
  page,
  context,
}) => {
  const requests = requestsOf(page);
  await page.goto(`${shop.url}/asks`);
  await look(page, 'A');
  await answer(page, { ...ALL_GRANTED, personalization: 'denied' });
  await look(page, 'B');
  await answer(page, { ...ALL_GRANTED, measurement: 'denied' });
  await look(page, 'C');
  await page.goto(`${shop.url}/denied`);
  await look(page, 'D');
  await page.waitForTimeout(300);
  expect(requests.filter((request) => request.includes('visitor'))).not.toContain('POST /v1/visitor');
  expect(asked()).toEqual([]);
  expect(await cookieIn(context)).toBeUndefined();
});

test('a shop without the option loads no code for it and asks nothing', async ({ page }) => {
  const requests = requestsOf(page);
  await page.goto(`${shop.url}/plain`);
  await look(page, 'A');
  expect(requests.filter((request) => request.includes('visitor'))).toEqual([]);
  expect(visitors()).toHaveLength(1);
});

test('a shopper who was known before the shop had the option is kept, too, by one request a session', async ({
  page,
  context,
}) => {
  await page.goto(`${shop.url}/plain`);
  await look(page, 'A');
  const first = await visitorIn(page);
  await page.goto(shop.url);
  await look(page, 'B');
  expect(asked()).toEqual([]);
  await page.clock.setFixedTime(Date.now() + 40 * 60_000);
  await page.goto(shop.url);
  await look(page, 'C');
  await expect.poll(asked).toEqual(['PUT']);
  expect(await idIn(context)).toBe(first);
  await page.goto(shop.url);
  await look(page, 'D');
  expect(asked()).toEqual(['PUT']);
});

for (const purpose of ['personalization', 'measurement'] as const)
  test(`B27, B35: ${purpose} withdrawn deletes the cookie, and nothing of it comes back`, async ({ page, context }) => {
    await page.goto(`${shop.url}/asks`);
    await answer(page, ALL_GRANTED);
    await look(page, 'A');
    const first = await idIn(context);
    expect(first).toBe(viewed('A'));
    await answer(page, { ...ALL_GRANTED, [purpose]: 'denied' });
    await expect.poll(() => cookieIn(context)).toBeUndefined();
    await answer(page, ALL_GRANTED);
    await look(page, 'B');
    expect(viewed('B')).toBeTruthy();
    expect(viewed('B')).not.toBe(first);
    expect(await idIn(context)).toBe(viewed('B'));
    expect(asked()).toEqual(['POST', 'DELETE', 'POST']);
  });

test('B27, B30: everything withdrawn deletes it, though the page is left at once', async ({ page, context }) => {
  await page.goto(`${shop.url}/asks`);
  await answer(page, ALL_GRANTED);
  await look(page, 'A');
  await page.evaluate((denied) => {
    aisle.consent.set(denied);
    location.replace('/denied');
  }, ALL_DENIED);
  await page.waitForURL('**/denied');
  await expect.poll(() => cookieIn(context)).toBeUndefined();
  await expect.poll(async () => isEmpty(await deviceOf(page))).toBe(true);
});

test('B33, B35: offline the deletion waits, and the old id does not come back meanwhile', async ({ page, context }) => {
  await page.goto(`${shop.url}/asks`);
  await answer(page, ALL_GRANTED);
  await look(page, 'A');
  const first = viewed('A');
  const unreachable = '**/v1/{visitor,withdraw}';
  await context.route(unreachable, (route) => route.abort());
  await page.evaluate(() => aisle.consent.withdraw());
  await expect.poll(async () => (await storedIn(page)).databases).toEqual(['aisle-demo-withdrawn']);
  expect(await idIn(context)).toBe(first);
  await answer(page, ALL_GRANTED);
  await look(page, 'B');
  await expect.poll(() => viewed('B')).toBeTruthy();
  expect(viewed('B')).not.toBe(first);
  await page.evaluate(() => aisle.consent.withdraw());
  await context.unroute(unreachable);
  await page.goto(`${shop.url}/denied`);
  await expect.poll(() => cookieIn(context)).toBeUndefined();
  await expect.poll(() => storedIn(page)).toEqual(NOTHING_STORED);
});

for (const [how, begin] of [
  ['reset', (page: Page) => page.evaluate(() => aisle.reset())],
  ['privacy.erase', (page: Page) => page.evaluate(() => aisle.privacy.erase())],
] as const)
  test(`B37: ${how} puts a new id into the cookie`, async ({ page, context }) => {
    await page.goto(shop.url);
    await look(page, 'A');
    const first = await idIn(context);
    await begin(page);
    await look(page, 'B');
    const second = viewed('B');
    expect(second).not.toBe(first);
    await expect.poll(() => idIn(context)).toBe(second);
  });

test('another customer replaces it', async ({ page, context }) => {
  await page.goto(shop.url);
  await identify(page, 'customer-1');
  const first = await idIn(context);
  await identify(page, 'customer-2');
  await look(page, 'B');
  expect(viewed('B')).not.toBe(first);
  await expect.poll(() => idIn(context)).toBe(viewed('B'));
  expect(asked()).toEqual(['POST', 'PUT']);
});

test('two tabs that are opened at once agree on one visitor, and the cookie with them', async ({ context }) => {
  const [one, two] = [await context.newPage(), await context.newPage()];
  await Promise.all([one.goto(shop.url), two.goto(shop.url)]);
  await Promise.all([look(one, 'A'), look(two, 'B')]);
  expect(visitors()).toHaveLength(1);
  await expect.poll(() => idIn(context)).toBe(visitors()[0]);
});

const HOSTILE: readonly (readonly [string, { status?: number; contentType?: string; body: string }])[] = [
  ['HTML', { contentType: 'text/html', body: '<!doctype html><script>alert(1)</script>' }],
  ['nothing', { body: '' }],
  ['null', { body: 'null' }],
  ['a number', { body: '7' }],
  ['an id that is too short', { body: '{"id":"1"}' }],
  ['an id that is too long', { body: `{"id":"${'x'.repeat(65)}"}` }],
  ['an id that is a list', { body: '{"id":["visitor-1"]}' }],
  ['an id with other letters', { body: '{"id":"<img src=x>"}' }],
  ['ten megabytes', { body: `{"id":"${'x'.repeat(10_000_000)}"}` }],
  ['an age from the future', { body: '{"id":"visitor-of-old","ageMs":-1e15}' }],
  ['an age of 14 months', { body: '{"id":"visitor-of-old","ageMs":37000000000}' }],
  ['an age that is none', { body: '{"id":"visitor-of-old","ageMs":{}}' }],
  ['an error', { status: 500, body: '{"error":{"code":"server/failed"}}' }],
];
for (const [what, reply] of HOSTILE)
  test(`S22: ${what} as an answer is ignored, and events arrive with an id of their own`, async ({ page }) => {
    await page.route('**/v1/visitor', (route) => route.fulfill({ contentType: 'application/json', ...reply }));
    await page.goto(shop.url);
    await look(page, 'A');
    expect(viewed('A')).toMatch(/^[\w-]{21}$/);
    expect(viewed('A')).toBe(await visitorIn(page));
  });

for (const [what, pattern] of [
  ['an endpoint that is down', '**/v1/visitor'],
  ['its code that is missing', '**/aisle-visitor-*.js'],
] as const)
  test(`${what} costs no event`, async ({ page }) => {
    await page.route(pattern, (route) => route.abort());
    await page.goto(shop.url);
    await look(page, 'A');
    expect(shop.events().map(({ name }) => name)).toEqual(['page_view', 'view_item']);
    expect(visitors()).toEqual([await visitorIn(page)]);
  });

test('a browser without locks keeps the id as before: nobody is asked, and no event is lost', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'locks', { value: undefined }));
  await page.goto(`${shop.url}/asks`);
  await answer(page, ALL_GRANTED);
  await look(page, 'A');
  expect(visitors()).toEqual([await visitorIn(page)]);
  await page.evaluate(() => aisle.consent.withdraw());
  expect(isEmpty(await deviceOf(page))).toBe(true);
  expect(asked().filter((method) => method !== 'DELETE')).toEqual([]);
});

test('an endpoint that never answers costs no event, not even of a page that is left meanwhile', async ({ page }) => {
  await page.route('**/v1/visitor', () => {});
  await page.goto(shop.url);
  await page.evaluate(() => aisle.record('view_item', { items: [{ item_id: 'A' }] }));
  await page.goto(`${shop.url}/plain`);
  await look(page, 'B');
  expect([viewed('A'), viewed('B')]).toEqual(Array.from({ length: 2 }, () => visitors()[0]));
  expect(shop.events().filter(({ name }) => name === 'view_item')).toHaveLength(2);
});

test('a withdrawal does not wait for an endpoint that never answers, and nothing is written after it', async ({
  page,
}) => {
  await page.route('**/v1/visitor', () => {});
  await page.goto(`${shop.url}/asks`);
  const request = page.waitForRequest('**/v1/visitor');
  await page.evaluate((granted) => aisle.consent.set(granted), ALL_GRANTED);
  await request;
  await page.evaluate(() => aisle.consent.withdraw());
  expect(isEmpty(await deviceOf(page))).toBe(true);
  await page.waitForTimeout(1_500);
  expect(isEmpty(await deviceOf(page))).toBe(true);
  expect(shop.events()).toEqual([]);
});

test('S21: an address of another origin is refused, the shop is told, and all else works', async ({
  page,
  context,
}) => {
  const foreign: string[] = [];
  context.on('request', (request) => void (request.url().includes('id.example') && foreign.push(request.url())));
  await page.goto(`${shop.url}/elsewhere`);
  await look(page, 'A');
  expect(viewed('A')).toBeTruthy();
  expect(foreign).toEqual([]);
  expect(await page.evaluate(() => Reflect.get(window, 'told').join())).toContain('visitor');
});

test('S21: this request carries a cookie and no address of the page; the others carry none', async ({ page }) => {
  await page.goto(shop.url);
  await look(page, 'A');
  const posts = shop.seen.filter(({ method }) => method !== 'GET');
  expect(posts.map(({ path }) => path)).toEqual(expect.arrayContaining(['/v1/visitor', '/v1/batch']));
  expect(posts.filter(({ headers }) => headers['referer'] !== undefined)).toEqual([]);
});
