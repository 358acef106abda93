import { type Page, expect, test } from 'playwright/test';
import { type Demo, openDemo } from '../../helpers/demo.js';

const MUG = '/p/everyday-mug/';
const SOLD_OUT = '/p/hall-runner/';
const line = {
  item_id: 'SB-2107',
  item_name: 'Everyday Mug',
  price: 18,
  quantity: 2,
  url: MUG,
  image: '/images/everyday-mug.svg',
};
const order = {
  id: 'S1',
  name: 'Ada',
  email: 'ada@example.com',
  lines: [line],
  totals: { value: 36, delivery: 4.9, total: 40.9, tax: 6.53 },
  isTold: false,
};

let demo: Demo;
let faults: string[];
test.beforeAll(async () => {
  demo = await openDemo(4490);
});
test.afterAll(() => demo.close());
test.beforeEach(async ({ page }) => {
  faults = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(`${demo.url}/help/`);
  await page.locator('#cc-main .cm__btn[data-role=necessary]').click();
});
test.afterEach(() => expect(faults).toEqual([]));

const store = (page: Page, key: string, value: unknown) =>
  page.evaluate(
    ([name = '', text = '']) => localStorage.setItem(name, text),
    [key, typeof value === 'string' ? value : JSON.stringify(value)],
  );
const basket = (page: Page) => page.locator('[data-cart-link]').first();
const button = (page: Page) => page.locator('[data-add-to-cart] button');

for (const [what, stored] of [
  ['no JSON', '{'],
  ['no list', { length: 1 }],
  ['nothing in its lines', [null, 7, []]],
  ['a line without a name and a price', [{ item_id: 'x' }]],
  ['a quantity that is a text', [{ ...line, quantity: '5' }]],
  ['a quantity below nothing', [{ ...line, quantity: -3 }]],
  ['a broken piece', [{ ...line, quantity: 1.5 }]],
  ['more than ten', [{ ...line, quantity: 11 }]],
  ['a price below nothing', [{ ...line, price: -1 }]],
  ['an address of another kind', [{ ...line, url: 'javascript:alert(1)' }]],
  ['a picture of another host', [{ ...line, image: '//other.example/a.svg' }]],
] as const)
  test(`a stored basket with ${what} is empty, and the shop goes on`, async ({ page }) => {
    await store(page, 'saltbox-cart', stored);
    await page.goto(`${demo.url}/cart/`);
    await expect(page.locator('[data-cart-empty]')).toBeVisible();
    await page.goto(demo.url + MUG);
    await button(page).click();
    await expect(basket(page)).toHaveAttribute('aria-label', 'Basket, 1 product');
  });

test('a sound line beside a broken one stays', async ({ page }) => {
  await store(page, 'saltbox-cart', [null, line]);
  await page.goto(`${demo.url}/cart/`);
  await expect(basket(page)).toHaveAttribute('aria-label', 'Basket, 2 products');
  await expect(page.locator('.totals__sum')).toContainText('€40.90');
});

for (const stored of ['{', '[]', '7', JSON.stringify({ ...order, lines: [null] }), JSON.stringify({ id: 'S1' })])
  test(`an order stored as ${stored} is none, and the page says so`, async ({ page }) => {
    await store(page, 'saltbox-order', stored);
    await page.goto(`${demo.url}/thank-you/`);
    await expect(page.getByText('No order here yet.')).toBeVisible();
    await expect(page.locator('[data-order]')).toBeHidden();
  });

test('an order counts as told only once it has been', async ({ page }) => {
  await store(page, 'saltbox-order', order);
  await page.addInitScript(() => {
    const told: boolean[] = [];
    const layer: { event?: string }[] = [];
    layer.push = (...entries) => {
      if (entries.some(({ event }) => event === 'purchase'))
        told.push((JSON.parse(localStorage.getItem('saltbox-order') ?? '{}') as { isTold: boolean }).isTold);
      return 0;
    };
    Object.assign(window, { dataLayer: layer, told });
  });
  const told = () => page.evaluate(() => (window as unknown as { told: boolean[] }).told);
  await page.goto(`${demo.url}/thank-you/`);
  await expect(page.getByText('Thank you, Ada.')).toBeVisible();
  expect(await told()).toEqual([false]);
  await page.reload();
  await expect(page.getByText('Thank you, Ada.')).toBeVisible();
  expect(await told()).toEqual([]);
});

test('who pays for a basket that another tab has emptied sees the empty basket', async ({ page, context }) => {
  await store(page, 'saltbox-cart', [line]);
  await page.goto(`${demo.url}/checkout/`);
  const other = await context.newPage();
  await other.goto(`${demo.url}/cart/`);
  await other.locator('.line__remove').click();
  await page.locator('[data-step=address] [type=submit]').click();
  await page.waitForURL('**/cart/');
  await expect(page.locator('[data-cart-empty]')).toBeVisible();
});

test('the checkout shows what another tab has changed', async ({ page, context }) => {
  await store(page, 'saltbox-cart', [line]);
  await page.goto(`${demo.url}/checkout/`);
  const other = await context.newPage();
  await other.goto(`${demo.url}/cart/`);
  await other.locator('.line select').selectOption('3');
  await expect(page.locator('[data-summary]')).toContainText('3 × Everyday Mug');
  await expect(page.locator('.totals__sum')).toContainText('€58.90');
});

test('the button waits for the script, and then loses no click', async ({ page }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/shop/shop.js', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(demo.url + MUG, { waitUntil: 'commit' });
  await expect(button(page)).toBeDisabled();
  const before = await button(page).boundingBox();
  release();
  await expect(button(page)).toBeEnabled();
  expect(await button(page).boundingBox()).toEqual(before);
  await button(page).click();
  await expect(basket(page)).toHaveAttribute('aria-label', 'Basket, 1 product');
});

test('what is sold out cannot be put into the basket', async ({ page }) => {
  await page.goto(demo.url + SOLD_OUT, { waitUntil: 'load' });
  await expect(page.locator('[data-cart-count]').first()).toHaveText('0');
  await expect(button(page)).toBeDisabled();
});
