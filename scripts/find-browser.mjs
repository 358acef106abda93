import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';

// Tests and tools drive a Chromium that is already there; the order is: told, system, Playwright's own.

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

const onPath = () =>
  (process.env['PATH'] ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));

const ofPlaywright = () => {
  const { chromium } = createRequire(import.meta.url)('playwright');
  const path = chromium.executablePath();
  return path && existsSync(path) ? [path] : [];
};

/**
 * Finds a Chromium that starts, or null.
 *
 * @returns {string | null}
 * @throws {Error} When `AISLE_CHROMIUM` names something that does not start: a wrong answer is worse than none.
 */
export const findChromium = () => {
  const told = process.env['AISLE_CHROMIUM'];
  if (told) {
    if (isExecutable(told) && starts(told)) return told;
    throw new Error(`AISLE_CHROMIUM is ${told}, which does not start. Correct or unset it.`);
  }
  const works = (/** @type {string} */ path) => isExecutable(path) && starts(path);
  return [...onPath(), ...APPLICATIONS].find(works) ?? ofPlaywright().find(works) ?? null;
};
