import { type Page, expect, test } from 'playwright/test';
import '../../helpers/aisle-global.js';
import { type Demo, openDemo } from '../../helpers/demo.js';
import { watchShifts } from '../../helpers/layout-shifts.js';
import { watchShopper } from '../../helpers/watch-shopper.js';
import { NOTHING_STORED, storedIn } from '../../helpers/stored.js';
import { accessibilityFaults } from '../accessibility-faults.js';

let demo: Demo;
let troubles: string[];
let shifts: () => Promise<readonly number[]>;
test.beforeAll(async () => {
  demo = await openDemo(4390);
});
test.afterAll(() => demo.close());

/** A shopper's browser: not labelled a bot, every console error and every layout shift written down. */
test.beforeEach(async ({ page }) => {
  troubles = await watchShopper(page);
  page.on('requestfailed', (request) => {
    // A page that is left ends its own requests.
    if (!request.failure()?.errorText.includes('ABORTED'))
      troubles.push(`${request.url()} ${request.failure()?.errorText}`);
  });
  shifts = await watchShifts(page);
});
test.afterEach(() => expect(troubles).toEqual([]));

const accept = (page: Page) => page.locator('#cc-main .cm__btn[data-role=all]').click();
const refuse = (page: Page) => page.locator('#cc-main .cm__btn[data-role=necessary]').click();
const slot = (page: Page, id: string) => page.locator(`[data-aisle-slot=${id}]`);

const KNIVES = '/c/kitchen/knives/chef-knives/';
/** One shopper in twenty is held out of everything; no test is left to that chance. */
const openHome = (page: Page) => page.goto(`${demo.url}/?holdout=1`);
/** Opens the n-th product of a list. */
const openProduct = async (page: Page, list: string, index: number) => {
  await page.goto(demo.url + list);
  await page.locator('.list__cards .card__link').nth(index).click();
  await page.waitForURL('**/p/**', { waitUntil: 'load' });
};

test('a shopper who refuses leaves nothing on the device and nothing at the server', async ({ page }) => {
  const before = demo.events().length;
  await page.goto(demo.url);
  await refuse(page);
  await openProduct(page, KNIVES, 0);
  await page.goto(demo.url);
  await page.waitForTimeout(1500);
  expect({ ...(await storedIn(page)), cookies: '' }).toEqual(NOTHING_STORED);
  expect(demo.events()).toHaveLength(before);
  await expect(slot(page, 'recently-viewed')).not.toContainText('Recently viewed');
});

test('a shop adapts to a shopper who agreed: looks, basket, order, each event once', async ({ page }) => {
  const before = new Set(demo.events().map(({ id }) => id));
  await page.goto(demo.url);
  const defaultHero = await slot(page, 'home-hero').innerText();
  await accept(page);

  await openProduct(page, KNIVES, 0);
  const firstProduct = await page.locator('h1').innerText();
  await openProduct(page, KNIVES, 1);
  await openHome(page);
  await expect(slot(page, 'recently-viewed')).toContainText('Recently viewed');
  await expect(slot(page, 'recently-viewed')).toContainText(firstProduct);
  expect(await slot(page, 'home-hero').innerText()).not.toBe(defaultHero);
  expect(await shifts()).toEqual([]);

  await openProduct(page, KNIVES, 1);
  await page.locator('[data-add-to-cart] button').click();
  await expect(page.locator('[data-cart-count]').first()).toContainText('1');
  await page.goto(`${demo.url}/cart/`);
  await page.locator('[data-to-checkout]').click();
  await page.locator('#email').fill('shopper@example.com');
  await page.locator('#given-name').fill('Ada');
  await page.locator('#family-name').fill('Byron');
  await page.locator('#street').fill('High Street 1');
  await page.locator('#postcode').fill('10115');
  await page.locator('#city').fill('Berlin');
  for (const step of ['address', 'delivery', 'payment'])
    await page.locator(`[data-step=${step}] [type=submit]`).click();
  await expect(page.locator('body')).toHaveAttribute('data-page', 'thank-you');
  // The shop tells of the order once its script has run.
  await expect(page.getByText('Thank you, Ada.')).toBeVisible();

  const eventsNow = () => demo.events().filter(({ id }) => !before.has(id));
  const countsNow = async () => {
    // The page tells its purchase when it is ready, which may be after this looks for the first time.
    await page.evaluate(() => aisle.flush());
    const names = eventsNow().map(({ name }) => name);
    const count = (wanted: string) => names.filter((name) => name === wanted).length;
    return {
      view_item: count('view_item'),
      add_to_cart: count('add_to_cart'),
      view_cart: count('view_cart'),
      begin_checkout: count('begin_checkout'),
      add_shipping_info: count('add_shipping_info'),
      add_payment_info: count('add_payment_info'),
      purchase: count('purchase'),
    };
  };
  await expect.poll(countsNow).toEqual({
    view_item: 3,
    add_to_cart: 1,
    view_cart: 1,
    begin_checkout: 1,
    add_shipping_info: 1,
    add_payment_info: 1,
    purchase: 1,
  });
  const events = eventsNow();
  expect(new Set(events.map(({ visitorId }) => visitorId)).size).toBe(1);
  expect(events.map(({ traffic }) => traffic).filter(Boolean)).toEqual([]);
  // What the shopper typed into the checkout is nobody's business.
  expect(JSON.stringify(events)).not.toMatch(/shopper@example|Byron|High Street/);
  const numbers = events.map(({ sessionId, seq }) => `${sessionId} ${seq}`);
  expect(new Set(numbers).size).toBe(numbers.length);

  await page.reload();
  await page.evaluate(() => aisle.flush());
  expect(demo.events().filter(({ id, name }) => name === 'purchase' && !before.has(id))).toHaveLength(1);
});

test('the slots change on the next page without a flash of what was there, nor a shift', async ({ page }) => {
  await page.goto(demo.url);
  await accept(page);
  for (const index of [0, 1, 2]) await openProduct(page, KNIVES, index);
  await page.addInitScript(() => {
    const seen: string[] = ((window as unknown as { seen: string[] }).seen = []);
    const look = () => {
      const title = document
        .querySelector('[data-aisle-slot=home-hero] h1, [data-aisle-slot=home-hero] h2')
        ?.textContent?.trim();
      if (title) seen.push(title);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await openHome(page);
  await page.waitForTimeout(500);
  const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen);
  expect(seen.length).toBeGreaterThan(3);
  expect(new Set(seen).size).toBe(1);
  expect(await shifts()).toEqual([]);
});

for (const [device, viewport] of [
  ['phone', { width: 375, height: 800 }],
  ['desktop', { width: 1280, height: 900 }],
] as const)
  test(`a filled home page has no accessibility fault on a ${device}`, async ({ page }) => {
    await page.setViewportSize(viewport);
    await page.goto(demo.url);
    await accept(page);
    await openProduct(page, KNIVES, 0);
    await openHome(page);
    await expect(slot(page, 'recently-viewed')).toContainText('Recently viewed');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });

test('the report shows the shopper live', async ({ page, context }) => {
  await page.goto(demo.url);
  await accept(page);
  await openProduct(page, KNIVES, 0);
  await page.evaluate(() => aisle.flush());
  const report = await context.newPage();
  await report.goto(demo.reportUrl);
  await expect(report.getByText('view_item', { exact: true }).filter({ visible: true })).toBeVisible();
  expect(report.url()).not.toContain('token');
});
