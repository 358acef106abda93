import type { Page } from 'playwright/test';

/** One of the example's pages, and what its banner can do. */
export interface Banner {
  readonly id: string;
  /** What the source is called in `aisle.consent.get().sources`. */
  readonly source: string;
  /** A refusal after a yes reloads the page. */
  readonly reloads?: true;
  /** Its forgetting is only seen at the next page. */
  readonly forgetsLater?: true;
}

/** Pages on which nothing may happen before the shopper answered. The US way of GPP has tests of its own. */
export const BANNERS: readonly Banner[] = [
  { id: 'vanilla-cookieconsent', source: 'vanilla-cookieconsent' },
  { id: 'klaro', source: 'klaro' },
  { id: 'tarteaucitron', source: 'tarteaucitron', reloads: true, forgetsLater: true },
  { id: 'osano', source: 'osano-cookieconsent' },
  { id: 'c15t', source: 'c15t', reloads: true },
  { id: 'tcf', source: 'tcf' },
  { id: 'google-consent-mode', source: 'google-consent-mode', forgetsLater: true },
  { id: 'home-made', source: 'api', forgetsLater: true },
  { id: 'one-trust', source: 'one-trust' },
  { id: 'cookiebot', source: 'cookiebot' },
  { id: 'usercentrics', source: 'usercentrics' },
  { id: 'didomi', source: 'didomi' },
  { id: 'shopify-privacy', source: 'shopify-privacy' },
];

/** Aisle before the banner, or after it. */
export const ORDERS = ['', '/second'] as const;

const press = (page: Page, words: RegExp) =>
  page.locator('button, a').filter({ hasText: words, visible: true }).first().click();

export const acceptAll = (page: Page) => press(page, /accept all/i);
export const refuseAll = (page: Page) => press(page, /refuse all|deny all/i);

/** Opens the banner again and takes everything back, by what that platform has for it. */
export const changeMind = async (page: Page, { id }: Banner): Promise<void> => {
  await page.getByRole('button', { name: 'Ask me again' }).click();
  if (id === 'klaro') {
    await page.locator('label.cm-list-label[for="service-item-disableAll"]').click();
    await page.locator('.cookie-modal .cm-btn-accept').click();
  } else await refuseAll(page);
  // It reloads the page once its panel is closed.
  if (id === 'tarteaucitron') await page.locator('#tarteaucitronClosePanel').click();
};
