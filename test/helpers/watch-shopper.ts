import type { Page } from 'playwright/test';
import { watchTroubles } from './page-troubles.js';

/** A shopper's browser: not labelled a bot, and each trouble of its pages is written down. */
export const watchShopper = async (page: Page): Promise<string[]> => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'webdriver', { value: false }));
  return watchTroubles(page);
};
