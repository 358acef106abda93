import { afterAll, afterEach, beforeAll, inject } from 'vitest';
import { openFirefox } from './firefox.js';
import type { DrivenBrowser, Tab } from './tab.js';
import { openWebKit } from './webkit.js';

declare module 'vitest' {
  interface ProvidedContext {
    readonly browser: 'firefox' | 'webkit';
  }
}

const OPEN = { firefox: openFirefox, webkit: openWebKit } as const;

/** Which browser the scenarios run in now. */
export const browserName = inject('browser');

/**
 * One browser for all scenarios of a file; no tab outlives its scenario. Servers are opened before this is called: tabs
 * then end first.
 */
export const useBrowser = (open: () => Promise<DrivenBrowser> = OPEN[browserName]): (() => Promise<Tab>) => {
  let browser: DrivenBrowser | undefined;
  beforeAll(async () => {
    browser = await open();
  });
  afterEach(() => browser?.closeTabs());
  afterAll(() => browser?.close());
  return () => (browser as DrivenBrowser).newTab();
};
