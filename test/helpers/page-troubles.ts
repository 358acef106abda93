import type { Page } from 'playwright/test';

/** Writes down, from now on, each console error of a page and each exception that nobody caught. */
export const watchTroubles = (page: Page): string[] => {
  const troubles: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(message.text());
  });
  page.on('pageerror', (error) => troubles.push(error.message));
  return troubles;
};
