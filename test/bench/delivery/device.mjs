import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { CHROMIUM_FLAGS, findChromium } from '../../../scripts/find-browser.mjs';
import { giveUp } from '../../../scripts/progress.mjs';

// A shopper's device: a Chromium with its profile on disk, which can be killed and started again. Linux and macOS: it needs process groups.

/** What a shopper's browser would do and Playwright's would not; some trackers are silent in a browser that calls itself driven. */
const NOT_DRIVEN = ['--enable-automation', '--disable-back-forward-cache'];
const FLAGS = [
  ...CHROMIUM_FLAGS,
  '--disable-blink-features=AutomationControlled',
  // Nothing leaves the machine, whatever a tracker asks for.
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
];

/** Without the word Headless, for the same reason. */
const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0 Safari/537.36';

const executablePath = findChromium();

const start = async (/** @type {string} */ profile) => {
  if (!executablePath) return giveUp('No Chromium was found. Install one, or name it in AISLE_CHROMIUM.');
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    ignoreDefaultArgs: NOT_DRIVEN,
    args: FLAGS,
    userAgent: USER_AGENT,
  });
  const browser = context.browser();
  const session = await browser?.newBrowserCDPSession();
  const { processInfo } = (await session?.send('SystemInfo.getProcessInfo')) ?? { processInfo: [] };
  const pid = processInfo.find(({ type }) => type === 'browser')?.id;
  await session?.detach();
  if (!pid) return giveUp('The browser does not say which process it is.');
  return { context, pid, version: browser?.version() ?? '' };
};

const isRunning = (/** @type {number} */ pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    if (cause instanceof Error) return false;
    throw cause;
  }
};

/** Starts a device that nobody used before. `close` deletes all that it kept. */
export const openDevice = async () => {
  const profile = mkdtempSync(join(tmpdir(), 'aisle-device-'));
  const forget = () => rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  // Also when somebody ends the benchmark half-way.
  process.once('exit', forget);
  let running = await start(profile);
  return {
    context: () => running.context,
    version: running.version,
    /** Ends it as a crash does: at once, and every process of it. */
    async kill() {
      const { pid } = running;
      // Playwright starts a browser as the leader of a process group of its own.
      process.kill(-pid, 'SIGKILL');
      while (isRunning(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
    },
    async restart() {
      running = await start(profile);
    },
    async close() {
      await running.context.close().catch(() => undefined);
      process.off('exit', forget);
      forget();
    },
  };
};

/** @typedef {Awaited<ReturnType<typeof openDevice>>} Device */
