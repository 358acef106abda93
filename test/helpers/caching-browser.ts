import { type Browser, chromium } from 'playwright/test';
import { CHROMIUM_FLAGS, findChromium } from '../../scripts/find-browser.mjs';

/** A Chromium with its back/forward cache on: Playwright switches it off. */
export const openCachingBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: findChromium() ?? '',
    args: [...CHROMIUM_FLAGS],
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  });
