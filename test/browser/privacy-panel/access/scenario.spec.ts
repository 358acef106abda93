import { type Page, expect } from 'playwright/test';
import '../../../helpers/aisle-global.js';
import { accessibilityFaults } from '../../accessibility-faults.js';
import { openByClick, panelOn, states } from '../panel-page.js';
import { shopAround } from '../panel-shop.js';
import { test } from '../panel-test.js';

/** In the light and in the dark, named by it. */
const faultsIn = async (page: Page) => {
  const found: Record<string, readonly string[]> = {};
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    found[colorScheme] = await accessibilityFaults(page);
  }
  return found;
};
const NONE = { light: [], dark: [] };

for (const [device, width] of [
  ['phone', 375],
  ['desktop', 1280],
] as const) {
  test(`has no accessibility fault on a ${device}, light or dark, with everything open`, async ({
    page,
    openStocked,
  }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 850 });
    const panel = await openStocked();
    await panel.part('What this browser knows').getByText('Show them one by one').click();
    await panel.switch('Use Tor').click();
    await panel.button('Erase my data').click();
    await expect(panel.status).toHaveText('Tor is not used any more.');
    expect(await faultsIn(page)).toEqual(NONE);
  });

  test(`has no accessibility fault before an answer on a ${device}, light or dark`, async ({ page, shop }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 850 });
    await page.goto(`${shop.url}/banner`);
    const panel = await openByClick(page);
    await panel.switch('Marketing').click();
    await expect(panel.note('marketing')).toContainText('cookie banner');
    expect(await faultsIn(page)).toEqual(NONE);
  });
}

test('has no accessibility fault where it stands in the page', async ({ page, shop, addBindings }) => {
  await page.goto(`${shop.url}/inline`);
  await shopAround(page);
  await addBindings();
  await page.evaluate(() => window.definePrivacyPanel(aisle));
  await expect(panelOn(page).tile('Products seen')).toHaveText('3');
  expect(await accessibilityFaults(page)).toEqual([]);
});

test('needs no mouse: opened, switched, asked twice and closed by keys, which stay inside while it is open', async ({
  page,
  shop,
}) => {
  await page.goto(shop.url);
  await shopAround(page);
  const focused = () =>
    page.evaluate(() => {
      const inside = document.activeElement?.shadowRoot?.activeElement;
      return inside ? inside.id || inside.textContent || inside.ariaLabel : document.activeElement?.textContent;
    });
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const panel = panelOn(page);
  await expect(panel.dialog).toBeVisible();
  await expect(panel.tile('Products seen')).toHaveText('3');
  expect(await focused()).toBe('title');

  const walked: unknown[] = [];
  for (let step = 0; step < 40 && walked.at(-1) !== 'Erase my data'; step += 1) {
    await page.keyboard.press('Tab');
    walked.push(await focused());
  }
  expect(walked.slice(0, 6)).toEqual([
    '×',
    'personalization',
    'measurement',
    'marketing',
    'sharing',
    'Withdraw everything',
  ]);
  expect(walked).toContain('more-known');
  expect(walked).toContain('use-Knives');

  await page.keyboard.press('Enter');
  expect(await focused()).toBe('Keep it');
  await page.keyboard.press('Enter');
  expect(await focused()).toBe('Erase my data');
  // On from the last one: the browser's own controls, then the panel again, never the page behind it.
  for (let step = 0; step < 4; step += 1) {
    await page.keyboard.press('Tab');
    expect(await focused()).not.toBe('Another');
  }
  await panel.switch('Marketing').focus();
  await page.keyboard.press('Space');
  expect((await states(page)).split(' ')[2]).toBe('granted');

  await page.keyboard.press('Escape');
  await expect(panel.panel).toHaveCount(0);
  expect(await focused()).toBe('Your privacy');
});

for (const [lang, path] of [
  ['English', '/'],
  ['German', '/de'],
] as const)
  test(`fits a phone 320 pixels wide in ${lang}, with targets of 44 pixels`, async ({ page, openStocked }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    const panel = await openStocked(path);
    await expect(panel.panel.locator('.tile').first()).toBeVisible();
    const overflow = await panel.dialog.evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    const targets = await panel.panel.locator('button, input, summary').evaluateAll((all) =>
      all.map((one) => {
        const { width, height } = one.getBoundingClientRect();
        return Math.min(width, height);
      }),
    );
    expect(targets.length).toBeGreaterThan(10);
    expect(targets.filter((size) => size < 44)).toEqual([]);
  });

test('moves only for shoppers who like movement', async ({ page, shop }) => {
  await page.goto(shop.url);
  const movement = () => panelOn(page).dialog.evaluate((dialog) => getComputedStyle(dialog).animationName);
  const panel = await openByClick(page);
  expect(await movement()).toBe('in');
  await panel.button('Close').click();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openByClick(page);
  expect(await movement()).toBe('none');
});

test('wears the shop’s colours, corners and letters', async ({ page, shop }) => {
  await page.goto(shop.url);
  await page.addStyleTag({
    content: `:root { --aisle-privacy-accent: rgb(200, 0, 100); --aisle-privacy-surface: rgb(1, 2, 3); --aisle-privacy-font: monospace }`,
  });
  const panel = await openByClick(page);
  const [surface, font] = await panel.panel
    .locator('.panel')
    .evaluate((one) => [getComputedStyle(one).backgroundColor, getComputedStyle(one).fontFamily]);
  expect([surface, font]).toEqual(['rgb(1, 2, 3)', 'monospace']);
  await panel.switch('Sharing').click();
  await expect
    .poll(() => panel.switch('Sharing').evaluate((one) => getComputedStyle(one, '::before').backgroundColor))
    .toBe('rgb(200, 0, 100)');
});

test('S10: works under a strict policy without a single violation', async ({ page, shop, expected }) => {
  const policy =
    "default-src 'self'; script-src 'self'; style-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";
  await page.route(shop.url + '/', async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace(
      '<link rel="icon" href="data:,">',
      '<link rel="icon" href="/icon.svg">',
    );
    await route.fulfill({ response, body, headers: { ...response.headers(), 'content-security-policy': policy } });
  });
  await page.route('**/icon.svg', (route) =>
    route.fulfill({ contentType: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg"/>' }),
  );
  await page.addInitScript(() => {
    const violations: string[] = [];
    Reflect.set(window, 'violations', violations);
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
      violations.push(`${effectiveDirective} ${blockedURI}`),
    );
  });
  const violations = () => page.evaluate(() => Reflect.get(window, 'violations') as string[]);
  await page.goto(shop.url + '/');
  await shopAround(page);
  const panel = await openByClick(page);
  await panel.part('What this browser knows').getByText('Show them one by one').click();
  await panel.switch('Use Knives').click();
  await panel.switch('Marketing').click();
  const downloading = page.waitForEvent('download');
  await panel.button('Download my data').click();
  await downloading;
  await panel.button('Erase my data').click();
  await panel.button('Erase it all').click();
  await expect(panel.status).toContainText('Erased: in this browser');
  await panel.button('Withdraw everything').click();
  await expect(panel.status).toContainText('Everything is withdrawn');
  // The switch is round, so the sheet was taken.
  expect(await panel.switch('Marketing').evaluate((one) => getComputedStyle(one).width)).toBe('52px');
  expect(await violations()).toEqual([]);

  // What the policy forbids is reported: the silence above means something.
  expected.push(/inline style violates/);
  await page.evaluate(() => document.body.setAttribute('style', 'color:red'));
  expect(await violations()).toEqual(['style-src-attr inline']);
});
