import { once } from 'node:events';
import puppeteer, { type Page } from 'puppeteer-core';
import { findFirefox } from '../../scripts/find-browser.mjs';
import type { DrivenBrowser, Tab } from './tab.js';

const START_MS = 60_000;

export interface FirefoxOptions {
  /** A folder that outlives the browser; without one the profile is gone with it. */
  readonly profile?: string;
  readonly preferences?: Readonly<Record<string, boolean | number | string>>;
}

export interface DrivenFirefox extends DrivenBrowser {
  /** As a crash does it: nobody in the browser gets to say a last word. */
  kill(): Promise<void>;
}

const tabOf = (page: Page): Tab => ({
  async goto(url) {
    await page.goto(url);
  },
  evaluate: (work: (...args: never[]) => unknown, ...args: unknown[]) => page.evaluate(work as never, ...args) as never,
  async leave(work: (...args: never[]) => unknown, ...args: unknown[]) {
    // Firefox may never answer for a page that is gone: what comes too late is nobody's.
    page.evaluate(work as never, ...args).catch(() => undefined);
  },
  click: (selector) => page.click(selector),
  close: () => page.close(),
});

/** Starts Firefox without a window. */
export const openFirefox = async ({ profile, preferences = {} }: FirefoxOptions = {}): Promise<DrivenFirefox> => {
  const executablePath = findFirefox();
  if (executablePath === null) throw new Error('No Firefox was found.');
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    timeout: START_MS,
    ...(profile !== undefined && { userDataDir: profile }),
    extraPrefsFirefox: { ...preferences },
  });
  const [first] = await browser.pages();
  return {
    newTab: async () => tabOf(await browser.newPage()),
    async closeTabs() {
      const pages = await browser.pages();
      await Promise.all(pages.filter((page) => page !== first).map((page) => page.close()));
    },
    close: () => browser.close(),
    async kill() {
      const main = browser.process();
      if (!main) throw new Error('The browser is not there any more.');
      const ended = once(main, 'exit');
      main.kill('SIGKILL');
      await ended;
    },
  };
};
