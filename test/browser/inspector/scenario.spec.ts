import { type Page, expect, test } from 'playwright/test';
import '../../helpers/aisle-global.js';
import { type Demo, openDemo } from '../../helpers/demo.js';
import { watchShopper } from '../../helpers/watch-shopper.js';
import { NOTHING_STORED, storedIn } from '../../helpers/stored.js';
import { accessibilityFaults } from '../accessibility-faults.js';

/** Nobody is left to chance here: one shopper in twenty would be held out of everything. */
const OPEN = '?holdout=1';
const KNIVES = '/c/kitchen/knives/chef-knives/';
const TEST = 'home-hero-words';

let demo: Demo;
let troubles: string[];
test.beforeAll(async () => {
  demo = await openDemo(4590);
});
test.afterAll(() => demo.close());
test.beforeEach(async ({ page }) => {
  troubles = await watchShopper(page);
});
test.afterEach(() => expect(troubles).toEqual([]));

/** Answers on a page without slots: nothing was shown, so nothing was counted. */
const answer = async (page: Page, role: 'all' | 'necessary') => {
  await page.goto(`${demo.url}/help/`);
  await page.locator(`#cc-main .cm__btn[data-role=${role}]`).click();
};
const openProduct = async (page: Page, index: number) => {
  await page.goto(demo.url + KNIVES);
  await page.locator('.list__cards .card__link').nth(index).click();
  await page.waitForURL('**/p/**', { waitUntil: 'load' });
};
const lookAtKnives = async (page: Page) => {
  for (const index of [0, 1]) await openProduct(page, index);
};
const openInspector = async (page: Page, query = OPEN) => {
  await page.goto(`${demo.url}/inspector/${query}`);
  await expect(page.locator('[data-slot]')).toHaveCount(8);
};

const slot = (page: Page, id: string) => page.locator(`[data-slot=${id}]`);
const candidate = (page: Page, title: string) => page.locator('.candidate', { hasText: title }).first();

test('says what a shopper sees, and every question with the value that was seen', async ({ page }) => {
  await answer(page, 'all');
  await lookAtKnives(page);
  await openInspector(page);

  const knives = candidate(page, 'Knife lovers');
  await knives.locator('summary').click();
  await expect(knives).toHaveAttribute('data-outcome', 'chosen');
  await expect(knives.locator('.check').first()).toContainText('segments has one of knife-lover saw');
  const segment = page.locator('[data-segment=knife-lover]');
  await segment.locator('summary').click();
  await expect(segment).toHaveAttribute('data-in');
  await expect(segment.locator('.check')).toHaveText(/affinity\.category\.Knives at least 1\.5 saw 2$/);
  await expect(page.locator('[data-history=knife-hesitation] td')).toHaveText('yes');
  await expect(page.getByRole('meter', { name: 'Purchase intent' })).toHaveAttribute('aria-valuenow', '2');
  await expect(page.locator('.journey [aria-current=step]')).toContainText('Looks around');

  const said = await slot(page, 'home-hero').locator('[data-shown]').innerText();
  await page.goto(`${demo.url}/${OPEN}`);
  await expect(page.locator('[data-aisle-slot=home-hero] h1')).toHaveText(said);
});

test('explains in English and in German', async ({ page }) => {
  await answer(page, 'all');
  await lookAtKnives(page);
  await openInspector(page);
  const why = slot(page, 'home-hero').locator('[data-why]');
  await expect(why.nth(0)).toContainText('what you like to look at');
  await expect(why.nth(1)).toHaveText(/^Sie sehen das wegen .*Ihrer Vorlieben beim Stöbern/);
  await expect(why.nth(1)).toHaveAttribute('lang', 'de');
  const inputs = slot(page, 'home-hero').locator('[data-inputs]');
  await expect(inputs).toContainText(/affinity\.category\.Knives \(Knives\), allowed for personalization/);
});

test('follows what happens in another tab, and keeps open what was opened', async ({ page, context }) => {
  await answer(page, 'all');
  await openInspector(page);
  const basket = candidate(page, 'Basket left behind');
  await basket.locator('summary').click();
  const other = await context.newPage();
  await lookAtKnives(other);
  await openProduct(other, 2);
  await expect(page.locator('.journey [aria-current=step]')).toContainText('Compares');
  await expect(page.locator('[data-segment=knife-lover]')).toHaveAttribute('data-in');
  await expect(basket).toHaveAttribute('open');
  await expect(basket.locator('summary')).toBeFocused();
});

test('shows an arm that is asked for, here and on the home page, and counts no exposure of it', async ({ page }) => {
  const before = new Set(demo.events().map(({ id }) => id));
  const exposures = () => demo.events().filter(({ id, name }) => name === 'x_exposure' && !before.has(id));
  await answer(page, 'all');
  await openInspector(page);
  await page.locator(`[data-force=${TEST}]`).selectOption('fewer-things_see-new');
  const hero = slot(page, 'home-hero');
  await expect(hero.locator('[data-shown]')).toHaveText('Own fewer things. Use them daily.');
  await expect(hero).toContainText('Preview, not counted');
  await page.locator(`[data-test=${TEST}]`).getByRole('link').click();

  await page.waitForURL(`**/?holdout=1&${TEST}=3`);
  const shown = page.locator('[data-aisle-slot=home-hero]');
  await expect(shown.locator('h1')).toHaveText('Own fewer things. Use them daily.');
  await expect(shown.locator('.hero__cta')).toHaveText('See what is new');
  // In sight for longer than it takes to count; then a slot that is no preview shows that counting goes on.
  await page.waitForTimeout(1_500);
  await page.locator('[data-aisle-slot=recently-viewed]').scrollIntoViewIfNeeded();
  await expect
    .poll(async () => {
      await page.evaluate(() => aisle.flush());
      return exposures().map(({ params }) => params['slot']);
    })
    .toContain('recently-viewed');
  expect(exposures().filter(({ params }) => JSON.stringify(params).match(/home-hero/))).toEqual([]);
});

test('gives a page back to chance', async ({ page }) => {
  await answer(page, 'all');
  await openInspector(page);
  const arm = page.locator(`[data-test=${TEST}] [data-reason]`);
  await expect(arm).toHaveAttribute('data-reason', 'assigned');
  const drawn = await arm.getAttribute('data-arm');
  const choice = page.locator(`[data-force=${TEST}]`);
  await choice.selectOption({ index: 1 });
  await expect(arm).toHaveAttribute('data-reason', 'forced');
  await choice.selectOption({ index: 0 });
  await expect(arm).toHaveAttribute('data-reason', 'assigned');
  await expect(arm).toHaveAttribute('data-arm', drawn ?? '');
});

test('tells a shopper who is held out, and what the others would see', async ({ page }) => {
  await answer(page, 'all');
  await lookAtKnives(page);
  await openInspector(page, '?holdout=0');
  const hero = slot(page, 'home-hero');
  await expect(candidate(page, 'Knife lovers')).toHaveAttribute('data-outcome', 'held-out');
  await expect(hero.locator('.shown--own')).toBeVisible();
  await expect(hero.locator('[data-why]').nth(0)).toHaveText(/without personalization, so that we can measure/);
});

test('copies the lines for a developer', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await answer(page, 'all');
  await lookAtKnives(page);
  await openInspector(page);
  await slot(page, 'home-hero').getByRole('button').click();
  await expect(page.getByRole('status').filter({ hasText: 'Copied' })).toBeVisible();
  const lines = await page.evaluate(() => navigator.clipboard.readText());
  expect(lines).toMatch(/^home-hero: knives \(matched\), playbook /);
  expect(lines).toContain('segments $in ["knife-lover"]: saw');
});

test('says kindly that it knows nothing before there is an answer', async ({ page }) => {
  await page.goto(`${demo.url}/inspector/`);
  await expect(page.getByRole('heading', { name: 'The shop does not know you yet.' })).toBeVisible();
  await expect(page.locator('.journey')).toHaveCount(0);
  expect({ ...(await storedIn(page)), cookies: '' }).toEqual(NOTHING_STORED);
  await page.locator('#cc-main .cm__btn[data-role=all]').click();
  await expect(page.getByRole('heading', { name: 'You, as the shop sees you' })).toBeVisible();
  await expect(page.locator('.journey [aria-current=step]')).toContainText('Looks around');
});

test('works after a refusal, and keeps nothing', async ({ page }) => {
  await answer(page, 'necessary');
  await lookAtKnives(page);
  await openInspector(page, '');
  await expect(page.getByRole('heading', { name: 'You said no, and that is that.' })).toBeVisible();
  await expect(slot(page, 'home-hero').locator('[data-why]').nth(0)).toHaveText('This is what everybody sees here.');
  await expect(slot(page, 'home-hero').locator('[data-why]').nth(1)).toHaveText('Das sehen hier alle.');
  await expect(page.locator(`[data-test=${TEST}] [data-reason]`)).toHaveAttribute('data-reason', 'no-visitor');
  expect({ ...(await storedIn(page)), cookies: '' }).toEqual(NOTHING_STORED);
});

test('empties itself when the shopper takes consent back', async ({ page }) => {
  await answer(page, 'all');
  await lookAtKnives(page);
  await openInspector(page);
  await expect(page.locator('[data-segment=knife-lover][data-in]')).toHaveCount(1);
  await page.evaluate(() => aisle.consent.withdraw());
  await expect(page.getByRole('heading', { name: 'You said no, and that is that.' })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'You said no: what was kept is gone.' })).toBeVisible();
  await expect(slot(page, 'home-hero').locator('.shown--own')).toBeVisible();
});

test('has no accessibility fault on a phone, on a desktop and in the dark, with everything open', async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 850 });
  await answer(page, 'all');
  await lookAtKnives(page);
  await openInspector(page);
  for (const details of await page.locator('main details').all())
    await details.evaluate((one) => one.setAttribute('open', ''));
  for (const [device, width, colorScheme] of [
    ['phone', 375, 'light'],
    ['phone in the dark', 375, 'dark'],
    ['desktop', 1280, 'light'],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 850 });
    const tooWide = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth > 0);
    expect({ device, faults: await accessibilityFaults(page), isTooWide: await tooWide() }).toEqual({
      device,
      faults: [],
      isTooWide: false,
    });
  }
});
