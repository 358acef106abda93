import { expect } from 'playwright/test';
import '../../../helpers/aisle-global.js';
import { requestsOf } from '../../../helpers/touch.js';
import { openByClick, panelOn } from '../panel-page.js';
import { shopAround } from '../panel-shop.js';
import { test } from '../panel-test.js';

test('only the click brings the panel’s code, and only once', async ({ page, shop }) => {
  const requests = requestsOf(page);
  const codeOf = () =>
    requests
      .filter((request) => /aisle-(privacy|english|german)/.test(request))
      .map((one) => one.replace(/-[\w-]{8}\.js$/, ''));
  await page.goto(shop.url);
  await shopAround(page);
  await page.getByRole('button', { name: 'Another' }).click();
  await page.waitForTimeout(500);
  expect(codeOf()).toEqual([]);
  const panel = await openByClick(page);
  expect(codeOf()).toEqual(['GET /aisle-privacy', 'GET /aisle-english']);
  await panel.button('Close').click();
  await expect(panel.panel).toHaveCount(0);
  await openByClick(page);
  expect(codeOf()).toHaveLength(2);
});

test('a shop’s own code opens it, and a second call while it is open adds nothing', async ({ page, shop }) => {
  await page.goto(shop.url);
  await page.evaluate(() => {
    aisle('privacy.open');
    aisle('privacy.open');
  });
  await expect(panelOn(page).dialog).toHaveCount(1);
  await expect(panelOn(page).dialog).toBeVisible();
});

test('stands in a page of its own as an element, without a dialog', async ({ page, shop, addBindings }) => {
  await page.goto(`${shop.url}/inline`);
  await shopAround(page);
  await addBindings();
  await page.evaluate(() => {
    window.definePrivacyPanel(aisle);
    // A second call, of a module that is loaded twice, changes nothing.
    window.definePrivacyPanel(aisle);
  });
  const panel = panelOn(page);
  await expect(panel.switch('Personalization')).toBeChecked();
  await expect(panel.dialog).toHaveCount(0);
  await expect(panel.button('Close')).toHaveCount(0);

  await page.evaluate(() => document.querySelector('aisle-privacy')?.open());
  await expect(panel.dialog.getByRole('switch', { name: 'Personalization' })).toBeChecked();
  await panel.button('Close').click();
  await expect(panel.dialog).toHaveCount(0);
  await expect(panel.switch('Personalization')).toBeVisible();
});

test('says what the shop wants it to say', async ({ page, shop, addBindings }) => {
  await page.goto(shop.url);
  await addBindings();
  await page.evaluate(() =>
    window.openPrivacyPanel(aisle, { words: { ...window.englishPanelWords, language: 'en-GB', title: 'You and us' } }),
  );
  await expect(page.getByRole('dialog', { name: 'You and us' })).toBeVisible();
});

test('speaks German where the page does', async ({ page, shop }) => {
  await page.goto(`${shop.url}/de`);
  await shopAround(page);
  const panel = await openByClick(page);
  await expect(page.getByRole('dialog', { name: 'Ihre Privatsphäre hier' })).toBeVisible();
  await expect(panel.panel.locator('.panel')).toHaveAttribute('lang', 'de');
  const why = panel.part('Warum Sie sehen, was Sie sehen');
  await expect(why).toContainText('Sie sehen das wegen Ihrer Vorlieben beim Stöbern.');
  await expect(why).toContainText('Nutzt Ihre Interessen (Knives); erlaubt von Ihnen für Personalisierung.');
  await expect(panel.part('Was Sie geantwortet haben')).toContainText(
    'Erlaubt: Personalisierung und Messung. Abgelehnt: Marketing und Weitergabe. Quelle: Ihre Wahl auf dieser Seite.',
  );
  await expect(panel.tile('Angesehen')).toHaveText('3');
  await panel.button('Alles widerrufen').click();
  await expect(panel.status).toHaveText('Alles ist widerrufen. Dieser Browser behält nichts mehr über Sie.');
});
