import axe from 'axe-core';
import { type Page, expect, test } from 'playwright/test';
import { type Demo, openDemo } from '../../helpers/demo.js';
import { watchShifts } from '../../helpers/layout-shifts.js';
import { watchShopper } from '../../helpers/watch-shopper.js';

const TEAPOT = '/p/stoneware-teapot-1-2-l/';
const TEA_TIN = '/p/tea-tin/';
const KETTLE = '/p/enamel-kettle-2-l/';

let demo: Demo;
let troubles: string[];
let shifts: () => Promise<readonly number[]>;
test.beforeAll(async () => {
  demo = await openDemo(4790);
});
test.afterAll(() => demo.close());

test.beforeEach(async ({ page }) => {
  troubles = await watchShopper(page);
  shifts = await watchShifts(page);
});
test.afterEach(() => expect(troubles).toEqual([]));

/** One shopper in twenty is held out of everything; no test is left to that chance. */
const open = (page: Page, path: string) => page.goto(`${demo.url}${path}?holdout=1`);
const answer = (page: Page, role: 'all' | 'necessary') => page.locator(`#cc-main .cm__btn[data-role=${role}]`).click();
const slot = (page: Page, id: string) => page.locator(`[data-aisle-slot=${id}]`);
const title = (page: Page, id: string) => slot(page, id).locator('h2');
const namesIn = (page: Page, id: string) => slot(page, id).locator('.card__name').allInnerTexts();

/** A shopper who has agreed, and has looked at a teapot and a tea tin. */
const lookAtTea = async (page: Page) => {
  await page.goto(`${demo.url}/help/`);
  await answer(page, 'all');
  for (const path of [TEAPOT, TEA_TIN]) await open(page, path);
  await expect(title(page, 'also-viewed')).toHaveText('Also viewed');
};

test('pages show what goes with what was looked at, each pick with its reason, and nothing moves', async ({ page }) => {
  await lookAtTea(page);
  await open(page, KETTLE);
  await expect(title(page, 'also-viewed')).toHaveText('Also viewed');
  const reasons = await slot(page, 'also-viewed').locator('.card__why').allInnerTexts();
  expect(reasons).toHaveLength(4);
  for (const reason of reasons)
    expect(reason).toMatch(/^Because you looked at (Stoneware Teapot|Tea Tin|Enamel Kettle)/);

  await expect(title(page, 'bought-together')).toHaveText('Bought together');
  await expect(slot(page, 'bought-together').locator('.pair__why')).toHaveText(/^Often ordered with Enamel Kettle/);
  const other = await slot(page, 'bought-together').locator('[data-pair-other] .pair__name').innerText();
  expect(await namesIn(page, 'also-viewed')).not.toContain(other);
  expect(await shifts()).toEqual([]);

  await open(page, '/');
  await expect(slot(page, 'for-you').locator('.card__why')).toHaveCount(4);
  expect(await shifts()).toEqual([]);
});

test('one button adds the pair, and the basket suggests what goes with both, by keyboard', async ({ page }) => {
  await lookAtTea(page);
  await open(page, TEAPOT);
  await expect(title(page, 'bought-together')).toHaveText('Bought together');
  const pair = slot(page, 'bought-together');
  const prices = await pair.locator('.pair__price').allInnerTexts();
  const sum = prices.reduce((total, price) => total + Number(price.replace('€', '')), 0);
  await expect(pair.locator('[data-pair-sum]')).toHaveText(`€${sum.toFixed(2)}`);
  const other = await pair.locator('[data-pair-other] .pair__name').innerText();
  await pair.getByRole('button', { name: 'Add both to basket' }).click();
  await expect(page.locator('[data-notice]')).toContainText('Both are in your basket.');
  const told = await page.evaluate(() =>
    (window as unknown as { dataLayer: { event?: string; ecommerce?: { items?: unknown[] } }[] }).dataLayer
      .filter(({ event }) => event === 'add_to_cart')
      .map(({ ecommerce }) => ecommerce?.items?.length),
  );
  expect(told).toEqual([2]);

  await open(page, '/cart/');
  await expect(title(page, 'basket-companions')).toHaveText('Goes with your basket');
  const suggested = await namesIn(page, 'basket-companions');
  expect(suggested).not.toContain(other);
  expect(suggested).not.toContain('Stoneware Teapot 1.2 l');
  const button = slot(page, 'basket-companions').getByRole('button').first();
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(button).toHaveAccessibleName(new RegExp(`${suggested[0]}.*In your basket`));
  await expect(button).toBeFocused();
  await expect(page.locator('[data-cart-lines] .line')).toHaveCount(3);
});

test('who refuses sees the shop’s own suggestions, which can be bought as well, and no model is fetched', async ({
  page,
}) => {
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(request.url()));
  await page.goto(`${demo.url}/help/`);
  await answer(page, 'necessary');
  await open(page, TEAPOT);
  await expect(slot(page, 'bought-together').getByRole('button')).toBeEnabled();
  await expect(title(page, 'bought-together')).toHaveText('Goes well with it');
  await expect(title(page, 'also-viewed')).toHaveText('More from Coffee and tea');
  await slot(page, 'bought-together').getByRole('button').click();
  await open(page, '/cart/');
  await expect(title(page, 'basket-companions')).toHaveText('What leaves the shelf first');
  await expect(page.locator('[data-cart-lines] .line')).toHaveCount(2);
  expect(fetched.filter((url) => url.includes('/models/'))).toEqual([]);
});

test('the rows have no accessibility fault and do not widen a phone', async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 800 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await lookAtTea(page);
  await open(page, TEAPOT);
  await page.locator('[data-add-to-cart] button').click();
  for (const path of [TEAPOT, '/cart/']) {
    await open(page, path);
    await expect(
      slot(page, path === TEAPOT ? 'also-viewed' : 'basket-companions')
        .locator('.card__why')
        .first(),
    ).toBeVisible();
    await page.addScriptTag({ content: axe.source });
    const faults = await page.evaluate(async () => {
      const checker = window as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } };
      return (await checker.axe.run()).violations.map(({ id }) => id);
    });
    expect(faults).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  }
});
