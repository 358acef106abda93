import { defineConfig } from 'playwright/test';
import { CHROMIUM_FLAGS, findChromium, findHeadlessShell } from './scripts/find-browser.mjs';

const executablePath = findHeadlessShell() ?? findChromium();
if (executablePath === null) {
  throw new Error(
    'No Chromium was found. `node scripts/setup.mjs --browser` installs one, or name one in AISLE_CHROMIUM.',
  );
}

// No retries: a test that passes the second time has found something.
export default defineConfig({
  testDir: 'test/browser',
  testMatch: '**/scenario.spec.ts',
  outputDir: 'test-results',
  forbidOnly: true,
  retries: 0,
  // Most tests wait for something most of the time: on two processors three left a third of them idle.
  workers: 5,
  timeout: 60_000,
  use: { headless: true, trace: 'off', launchOptions: { executablePath, args: [...CHROMIUM_FLAGS] } },
  projects: [{ name: 'chromium', use: { browserName: 'chromium' } }],
});
