import { type Page, expect } from 'playwright/test';
import '../../../helpers/aisle-global.js';
import { openByClick, panelOn } from '../panel-page.js';
import { shopAround } from '../panel-shop.js';
import { exported, test } from '../panel-test.js';

const mutedNow = async (page: Page) => (await exported(page))?.head.profile.traits['muted'] ?? null;

/** Two slots are seen for a second, and nothing more happens on the page. */
const allIsSeen = (page: Page) =>
  expect
    .poll(async () => (await exported(page))?.log.filter(({ name }) => name === 'x_exposure').length, {
      timeout: 10_000,
    })
    .toBe(2);

test('1: counts what this browser knows, as an export has it', async ({ page, shop, openStocked, expected }) => {
  shop.refuse(503);
  expected.push(/status of 503/);
  const panel = await openStocked();
  await allIsSeen(page);
  const stored = await exported(page);
  const names = stored?.outbox.map(({ name }) => name).toSorted();
  expect(names).toEqual([
    'add_to_cart',
    'page_view',
    'purchase',
    ...Array(4).fill('view_item'),
    ...Array(2).fill('x_exposure'),
    'x_segment',
  ]);
  const numbers: Record<string, number> = {
    'Days here': 1,
    'Products seen': 3,
    Interests: 7,
    'In the cart': 2,
    Orders: 1,
    Groups: 1,
    Tests: 0,
    'To be sent': 10,
  };
  for (const [label, count] of Object.entries(numbers)) await expect(panel.tile(label)).toHaveText(String(count));
  await panel.part('What this browser knows').getByText('Show them one by one').click();
  const lines = await panel.panel.locator('.lines dd').allInnerTexts();
  expect(lines).toEqual([
    'brae-knife · Knives',
    'tor-pan · Cookware',
    'brae-paring · Knives',
    '2 × brae-knife',
    'T-1',
    'Loves knives',
  ]);
});

/** Keeps the store busy until told otherwise: what is recorded meanwhile cannot be on disk. */
const holdStore = (page: Page) =>
  page.evaluateHandle(async () => {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('aisle-demo');
      opening.addEventListener('success', () => resolve(opening.result));
      opening.addEventListener('error', () => reject(opening.error));
    });
    const store = db.transaction([...db.objectStoreNames], 'readwrite').objectStore('outbox');
    let isHeld = true;
    const hold = (): void => {
      if (isHeld) store.count().addEventListener('success', hold);
    };
    hold();
    return () => {
      isHeld = false;
      db.close();
    };
  });

test('1, B36: an export has what was recorded a moment before it, and the panel counts it', async ({
  page,
  shop,
  openStocked,
  expected,
}) => {
  shop.refuse(503);
  expected.push(/status of 503/);
  const panel = await openStocked('/quiet');
  const before = (await exported(page))?.outbox.length ?? 0;
  const release = await holdStore(page);
  const after = await page.evaluate(async (go) => {
    aisle('record', 'search', { search_term: 'pans' });
    // The first is being written when the second comes, which has to wait for it.
    await new Promise((resolve) => setTimeout(resolve, 50));
    aisle('record', 'search', { search_term: 'pots' });
    const exporting = aisle.privacy.export();
    setTimeout(go, 300);
    return (await exporting)?.outbox.length;
  }, release);
  expect(after).toBe(before + 2);
  await expect(panel.tile('To be sent')).toHaveText(String(after));
});

test('1: counts no more as waiting what was sent meanwhile', async ({ page, shop, openStocked, expected }) => {
  shop.refuse(503);
  expected.push(/status of 503/);
  const panel = await openStocked('/quiet');
  await expect(panel.tile('To be sent')).not.toHaveText('0');
  shop.refuse(undefined);
  await page.evaluate(() => aisle.flush());
  await expect(panel.tile('To be sent')).toHaveText('0');
});

test('1: says how long it is kept, with the days that the shop keeps it', async ({ page, shop, addBindings }) => {
  await page.goto(shop.url);
  await shopAround(page);
  await addBindings();
  await page.evaluate(() => window.openPrivacyPanel(aisle, { retentionDays: 30 }));
  const gone = new Intl.DateTimeFormat('en', { dateStyle: 'long' }).format(Date.now() + 30 * 86_400_000);
  await expect(panelOn(page).part('What this browser knows')).toContainText(
    `Kept for 30 days at most. If you do not come back, all of it is gone on ${gone}.`,
  );
});

test('1: shows interests as bars with words, prices in the shop’s currency', async ({ openStocked }) => {
  const panel = await openStocked();
  const rows = panel.part('Your interests').locator('.interest');
  await expect(rows).toHaveText([
    /^Knives\s*strong/,
    /^Cookware\s*strong/,
    /^Brae\s*strong/,
    /^Tor\s*strong/,
    /strong/,
    /strong/,
    /^€25 – €50\s*a little/,
  ]);
  const widths = await rows
    .locator('.bar')
    .evaluateAll((bars) =>
      bars.map((bar) => Math.round((parseFloat(getComputedStyle(bar, '::before').width) / bar.clientWidth) * 10)),
    );
  // Knives: 3 views and a cart; the pan: a view and an order.
  expect(widths).toEqual([10, 8, 10, 8, 10, 10, 2]);
});

test('3: an interest that is switched off is recorded with all others that are, and comes back when switched on', async ({
  page,
  openStocked,
}) => {
  const panel = await openStocked();
  await panel.switch('Use Knives').click();
  await panel.switch('Use Brae').click();
  await expect(panel.switch('Use Brae')).not.toBeChecked();
  await expect(panel.status).toHaveText('Brae is not used any more.');
  await expect.poll(() => mutedNow(page)).toEqual(['Knives', 'Brae']);
  await expect(panel.panel.locator('.interest', { hasText: 'Knives' })).toContainText('not used');

  await panel.button('Close').click();
  const again = await openByClick(page);
  await expect(again.switch('Use Knives')).not.toBeChecked();
  await again.switch('Use Knives').click();
  await expect.poll(() => mutedNow(page)).toEqual(['Brae']);
  await expect(again.switch('Use Knives')).toBeChecked();
  await expect(again.panel.locator('.interest', { hasText: 'Knives' })).not.toContainText('not used');
});

test('3: switches keep their place and the focus while the list is drawn again', async ({ page, openStocked }) => {
  const panel = await openStocked();
  const names = () =>
    panel
      .part('Your interests')
      .getByRole('switch')
      .evaluateAll((all) => all.map(({ ariaLabel }) => ariaLabel));
  await expect(panel.switch('Use Tor')).toBeVisible();
  const before = await names();
  await panel.switch('Use Knives').focus();
  await page.keyboard.press('Space');
  await expect(panel.panel.locator('.interest', { hasText: 'Knives' })).toContainText('not used');
  expect(await names()).toEqual(before);
  await expect(panel.switch('Use Knives')).toBeFocused();
});

test('4, B39: says of each slot why it shows what it shows, what stored inputs that rests on, and under which purpose', async ({
  openStocked,
}) => {
  const panel = await openStocked();
  const rows = panel.part('Why you see what you see').getByRole('listitem');
  await expect(rows.nth(0)).toContainText('You see this because of what you like to look at.');
  await expect(rows.nth(0)).toContainText('Uses your interests (Knives), which you allow for Personalization.');
  await expect(rows.nth(1)).toContainText('This is what everybody sees here.');
  await expect(rows.nth(1)).toContainText('Nothing that is stored about you led to it.');
});

test('4, B39: names the products that a recommendation follows from', async ({ page, shop }) => {
  await page.goto(`${shop.url}/recommended`);
  await shopAround(page);
  const panel = await openByClick(page);
  await expect(panel.part('Why you see what you see')).toContainText(
    'Uses products you looked at (brae-knife, tor-pan, and brae-paring), which you allow for Personalization.',
  );
});
