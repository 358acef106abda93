import type { Playbook } from '@aisle/schema';
import { type Page, expect, test } from 'playwright/test';
import '../../../helpers/aisle-global.js';
import { type ShopServer, openShopServer, shopPage } from '../../../helpers/shop-server.js';

const playbook: Playbook = {
  v: 1,
  version: 'limits-1',
  slots: [
    {
      id: 'offer',
      swap: 'within-budget',
      budgetMs: 10_000,
      candidates: [
        { id: 'last-year', content: { title: 'Last year' }, schedule: { until: '2020-01-01' }, priority: 3 },
        { id: 'once', content: { title: 'Once' }, caps: { session: 1 }, priority: 2 },
        { id: 'rests', content: { title: 'Rests' }, coolDownHours: 1, priority: 1 },
        { id: 'always', content: { title: 'Always' } },
      ],
    },
  ],
};

const slot =
  '<section data-aisle-slot="offer" style="height:200px"><p>Default</p><template><h2 data-aisle-text="title"></h2></template></section>';
const attributes = 'data-consent="granted" data-playbook="/v1/sites/demo/playbook.json"';

let shop: ShopServer;
test.beforeEach(async () => {
  shop = await openShopServer({
    playbook,
    pages: {
      '/': shopPage({ attributes, body: slot }),
      // Of 200 px 60 are in sight.
      '/peeks': shopPage({
        attributes,
        body: `<style>body,h1{margin:0}h1{height:calc(100vh - 60px)}</style>${slot}<div style="height:2000px"></div>`,
      }),
    },
  });
});
test.afterEach(() => shop.close());

/** Opens a page, looks at it for a while; answers what its slot showed. */
const look = async (page: Page, forMs: number, path = '/'): Promise<string | null> => {
  await page.goto(shop.url + path);
  await page.waitForTimeout(forMs);
  // Sending takes time, in which more is seen.
  if (forMs > 1_000) await page.evaluate(() => aisle.flush());
  return page.locator('[data-aisle-slot=offer] > :first-child').textContent();
};
const trace = async (page: Page) =>
  Object.fromEntries(
    (await page.evaluate(() => aisle.decide('offer').trace)).map(({ candidate, outcome }) => [candidate, outcome]),
  );

test('a candidate that was seen as often as it may be makes room on the next page', async ({ page }) => {
  // Left as soon as it is there: not seen for a second, it counts nothing.
  await page.goto(shop.url);
  await expect(page.locator('[data-aisle-slot=offer] h2')).toHaveText('Once');
  expect(await look(page, 1_600)).toBe('Once');
  expect(await look(page, 200)).toBe('Rests');
  expect(await trace(page)).toEqual({
    'last-year': 'off-schedule',
    once: 'capped',
    rests: 'chosen',
    always: 'not-reached',
  });
});

test('less than half of it in sight is not seen', async ({ page }) => {
  expect(await look(page, 1_600, '/peeks')).toBe('Once');
  expect(await look(page, 1_600, '/peeks')).toBe('Once');
  await page.evaluate(() => scrollTo(0, 300));
  await page.waitForTimeout(1_300);
  await page.evaluate(() => aisle.flush());
  expect(await look(page, 200, '/peeks')).toBe('Rests');
});

test('what is still in front of the shopper stays when its cap is reached', async ({ page }) => {
  expect(await look(page, 1_800)).toBe('Once');
  expect((await trace(page))['once']).toBe('capped');
  await expect(page.locator('[data-aisle-slot=offer] h2')).toHaveText('Once');
});

test('a cap counts in every tab', async ({ page, context }) => {
  await look(page, 1_600);
  const other = await context.newPage();
  expect(await look(other, 200)).toBe('Rests');
});

test('a candidate that cools down comes again when its hours are over; a new session forgets a cap', async ({
  page,
}) => {
  await page.clock.install();
  const later = async (ms: number) => page.clock.setSystemTime((await page.evaluate(() => Date.now())) + ms);
  expect(await look(page, 1_600)).toBe('Once');
  expect(await look(page, 1_600)).toBe('Rests');
  expect(await look(page, 200)).toBe('Always');
  expect((await trace(page))['rests']).toBe('cooling-down');
  await later(29 * 60_000);
  expect(await look(page, 200)).toBe('Always');
  await later(29 * 60_000);
  expect(await look(page, 200)).toBe('Always');
  await later(5 * 60_000);
  expect(await look(page, 200)).toBe('Rests');
  expect((await trace(page))['once']).toBe('capped');
  await later(31 * 60_000);
  expect(await look(page, 200)).toBe('Once');
});

test('a new session forgets a cap before the code that remembers has come', async ({ page }) => {
  await page.clock.install();
  expect(await look(page, 1_600)).toBe('Once');
  expect(await look(page, 200)).toBe('Rests');
  await page.clock.setSystemTime((await page.evaluate(() => Date.now())) + 31 * 60_000);
  let goOn = (): void => {};
  const looked = new Promise<void>((resolve) => (goOn = resolve));
  await page.route('**/aisle-keep-*.js', async (route) => {
    await looked;
    await route.continue();
  });
  await page.goto(shop.url, { waitUntil: 'commit' });
  await expect(page.locator('[data-aisle-slot=offer] h2')).toHaveText('Once');
  goOn();
});

test('an exposure names what was seen and why', async ({ page }) => {
  await look(page, 1_600);
  const seen = shop.events().filter(({ name }) => name === 'x_exposure');
  expect(seen.map(({ params }) => [params['candidate'], params['reason'], params['playbook']])).toEqual([
    ['once', 'matched', 'limits-1'],
  ]);
});
