import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type ConsoleMessage, type Page } from 'playwright-core';
import { findChromium } from './find-chromium.js';
import type { PlayedEvent, ReplayStage } from './replay-page.js';
import type { ReplaySession, Shopper } from './replay-plan.js';

/** One browser with a profile of its own on disk, in which one shopper comes after the other. */
export interface ShopperBrowser {
  /** Plays a shopper's sessions, each in a page load of its own; `onSession` hears of each. */
  play(shopper: Shopper, onSession: (played: SessionPlayed) => void): Promise<readonly string[]>;
  /** Ends the browser and removes its profile. */
  close(): Promise<void>;
}

/** What a session came to in the page. */
export interface SessionPlayed {
  readonly planned: ReplaySession;
  /** One for each planned event that the SDK passed on, in that order. */
  readonly events: readonly PlayedEvent[];
}

export interface ShopperBrowserOptions {
  /** The replay page. */
  readonly pageUrl: string;
  readonly headful: boolean;
  /** Hears what the page says on its console, and its errors. */
  readonly onMessage: (text: string) => void;
}

// As quiet and as bare as a browser gets; the sandbox is off, because root, as in a container, cannot have one.
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

type Stage = { readonly replay: ReplayStage };

const playIn = (page: Page, session: ReplaySession): Promise<readonly PlayedEvent[]> =>
  page.evaluate((events) => (globalThis as unknown as Stage).replay.play(events), session);

const leave = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => (globalThis as unknown as Stage).replay.leave());

/** Starts a Chromium on an empty profile. A default context would keep IndexedDB in memory, so the profile is on disk. */
export const openShopperBrowser = async (options: ShopperBrowserOptions): Promise<ShopperBrowser> => {
  const executablePath = findChromium(process.env, chromium.executablePath());
  const profile = await mkdtemp(join(tmpdir(), 'aisle-replay-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: !options.headful,
    args: FLAGS,
    // Ctrl-C is ours: the table comes first.
    handleSIGINT: false,
    handleSIGTERM: false,
  });
  const page = context.pages()[0] ?? (await context.newPage());
  page.on('console', (message: ConsoleMessage) => options.onMessage(message.text()));
  page.on('pageerror', (error) => options.onMessage(String(error)));

  return {
    async play(shopper, onSession) {
      for (const planned of shopper) {
        await page.goto(`${options.pageUrl}?at=${planned[0]?.atMs ?? ''}`, { waitUntil: 'domcontentloaded' });
        onSession({ planned, events: await playIn(page, planned) });
      }
      return leave(page);
    },
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};
