import type { Page } from 'playwright/test';
import './panel-shop.js';

/** The panel's parts, by the roles and names that a shopper's assistive software hears. */
export const panelOn = (page: Page) => {
  const panel = page.locator('aisle-privacy');
  return {
    panel,
    dialog: panel.getByRole('dialog'),
    lead: panel.locator('.lead'),
    status: panel.getByRole('status'),
    switch: (name: string | RegExp) => panel.getByRole('switch', { name }),
    button: (name: string) => panel.getByRole('button', { name, exact: true }),
    part: (title: string) => panel.getByRole('region', { name: title }),
    /** What stands under a purpose's switch. */
    note: (purpose: string) => panel.locator(`#${purpose}-note`),
    tile: (label: string) =>
      panel
        .locator('.tile')
        .filter({ has: page.getByText(label, { exact: true }) })
        .locator('dd'),
  };
};

/** Opens the panel as a shopper does. */
export const openByClick = async (page: Page) => {
  await page.locator('[data-aisle-privacy]').click();
  const panel = panelOn(page);
  await panel.dialog.waitFor();
  return panel;
};

/** How consent stands, the four purposes in the order of their switches. */
export const states = (page: Page) =>
  page.evaluate(() => {
    const { personalization, measurement, marketing, sharing } = aisle.consent.get();
    return [personalization, measurement, marketing, sharing].join(' ');
  });
