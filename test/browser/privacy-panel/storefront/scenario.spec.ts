import { type Page, expect, test } from 'playwright/test';
import { type Demo, openDemo } from '../../../helpers/demo.js';
import '../../../helpers/aisle-global.js';
import { watchShopper } from '../../../helpers/watch-shopper.js';
import { panelOn, states } from '../panel-page.js';

let demo: Demo;
let troubles: string[];
test.beforeAll(async () => {
  demo = await openDemo(4690);
});
test.afterAll(() => demo.close());
test.beforeEach(async ({ page }) => {
  troubles = await watchShopper(page);
});
test.afterEach(() => expect(troubles).toEqual([]));

const openPanel = async (page: Page) => {
  await page.getByRole('button', { name: 'Your privacy here' }).click();
  const panel = panelOn(page);
  await expect(panel.dialog).toBeVisible();
  return panel;
};

test('what is chosen in the panel is remembered by the shop’s banner, on the pages that follow', async ({ page }) => {
  await page.goto(`${demo.url}/help/`);
  await page.locator('#cc-main .cm__btn[data-role=all]').click();
  await page.goto(`${demo.url}/`);
  const panel = await openPanel(page);
  await expect(panel.switch('Measurement')).toBeChecked();
  await panel.switch('Measurement').click();
  await page.goto(`${demo.url}/help/`);
  expect(await states(page)).toBe('granted denied granted denied');

  const again = await openPanel(page);
  await again.switch('Measurement').click();
  await page.goto(`${demo.url}/`);
  expect(await states(page)).toBe('granted granted granted denied');
});

test('an answer in the panel answers the banner, which goes away', async ({ page }) => {
  await page.goto(`${demo.url}/help/`);
  await expect(page.locator('#cc-main .cm')).toBeVisible();
  const panel = await openPanel(page);
  await panel.switch('Personalization').click();
  await expect(panel.switch('Personalization')).toBeChecked();
  await panel.button('Close').click();
  await expect(page.locator('#cc-main .cm')).toBeHidden();
  expect(await states(page)).toBe('granted denied denied denied');
});

test('B27: a withdrawal in the panel holds on the pages that follow', async ({ page }) => {
  await page.goto(`${demo.url}/help/`);
  await page.locator('#cc-main .cm__btn[data-role=all]').click();
  const panel = await openPanel(page);
  await panel.button('Withdraw everything').click();
  await expect(panel.status).toContainText('Everything is withdrawn');
  await page.goto(`${demo.url}/`);
  expect(await states(page)).toBe('denied denied denied denied');
  expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);
});

test('wears the shop’s clothes', async ({ page }) => {
  await page.goto(`${demo.url}/help/`);
  const panel = await openPanel(page);
  const [heading, brand] = await panel.panel.evaluate((host) => {
    const title = host.shadowRoot?.querySelector('h2');
    return [
      title ? getComputedStyle(title).fontFamily : '',
      getComputedStyle(host).getPropertyValue('--aisle-privacy-accent'),
    ];
  });
  expect(heading).toContain('Young Serif');
  expect(brand).toBe('#2340a8');
});
