import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';

// Tests and tools drive a browser that is already there; the order is: told, system, Playwright's own.

const SHELL = ['chromium-headless-shell', 'chrome-headless-shell'];
const FIREFOX = ['firefox-esr', 'firefox'];
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const APPLICATIONS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** What Chromium is started with: no sandbox (containers, root), and no traffic of its own. */
export const CHROMIUM_FLAGS = Object.freeze([
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]);

const isExecutable = (/** @type {string} */ path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch (cause) {
    if (cause instanceof Error) return false;
    throw cause;
  }
};

// Some distributions ship a `chromium-browser` that only says where to get one, so a file is not proof enough.
const starts = (/** @type {string} */ path) =>
  spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;

const works = (/** @type {string} */ path) => isExecutable(path) && starts(path);

const onPath = (/** @type {string[]} */ names) =>
  (process.env['PATH'] ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));

/** A wrong answer is worse than none. */
const toldBy = (/** @type {string} */ variable) => {
  const told = process.env[variable];
  if (!told || works(told)) return told;
  throw new Error(`${variable} is ${told}, which does not start. Correct or unset it.`);
};

const ofPlaywright = () => {
  const { chromium } = createRequire(import.meta.url)('playwright');
  const path = chromium.executablePath();
  return path && existsSync(path) ? [path] : [];
};

/**
 * Finds a Chromium that starts, or null.
 *
 * @returns {string | null}
 * @throws {Error} When `AISLE_CHROMIUM` names something that does not start.
 */
export const findChromium = () =>
  toldBy('AISLE_CHROMIUM') ?? [...onPath(NAMES), ...APPLICATIONS].find(works) ?? ofPlaywright().find(works) ?? null;

/** The same engine without a window to draw, where it is installed: tests take less than half the time. */
export const findHeadlessShell = () => toldBy('AISLE_CHROMIUM') ?? onPath(SHELL).find(works) ?? null;

/**
 * Finds a Firefox that starts, or null.
 *
 * @returns {string | null}
 * @throws {Error} When `AISLE_FIREFOX` names something that does not start.
 */
export const findFirefox = () => toldBy('AISLE_FIREFOX') ?? onPath(FIREFOX).find(works) ?? null;

/**
 * Finds WebKit's driver and the browser that it drives, or null. There is no other way to a WebKit that a script can drive.
 *
 * @returns {{ driver: string, browser: string } | null}
 */
export const findWebKit = () => {
  const driver = onPath(['WebKitWebDriver']).find(isExecutable);
  const browser = ['x86_64', 'aarch64']
    .map((machine) => `/usr/lib/${machine}-linux-gnu/webkit2gtk-4.1/MiniBrowser`)
    .find(isExecutable);
  return driver && browser ? { driver, browser } : null;
};
