import { defineConfig } from 'playwright/test';
import { CHROMIUM_FLAGS, findChromium } from './scripts/find-browser.mjs';

const executablePath = findChromium();
if (executablePath === null) {
  throw new Error(
    'No Chromium was found. `node scripts/setup.mjs --browser` installs one, or name one in AISLE_CHROMIUM.',
  );
}

const ATTACKS = [
  '**/hardening/**/scenario.spec.ts',
  '**/consent-platforms/scenario.spec.ts',
  '**/privacy-panel/knowledge/scenario.spec.ts',
];

// No retries: a test that passes the second time has found something.
export default defineConfig({
  testDir: 'test/browser',
  // Every platform, and every attack: as long as all others together. `npm run test:attacks` runs these, and only these.
  ...(process.env['AISLE_ATTACKS']
    ? { testMatch: ATTACKS }
    : { testMatch: '**/scenario.spec.ts', testIgnore: ATTACKS }),
  outputDir: 'test-results',
  forbidOnly: true,
  retries: 0,
  // Most tests wait for something most of the time.
  workers: 3,
  timeout: 60_000,
  use: { headless: true, trace: 'off', launchOptions: { executablePath, args: [...CHROMIUM_FLAGS] } },
  projects: [{ name: 'chromium', use: { browserName: 'chromium' } }],
});
