import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findFirefox, findWebKit } from '../../scripts/find-browser.mjs';

const bundle = fileURLToPath(new URL('../../packages/browser/dist/aisle.js', import.meta.url));

/** Ends the run before any test when something that it needs is not there: nothing is skipped. */
export const setup = (): void => {
  const missing = [
    ...(findFirefox() ? [] : ['Firefox']),
    ...(findWebKit() ? [] : ['WebKit with its driver']),
    ...(spawnSync('xvfb-run', ['--help']).error ? ['xvfb-run, a screen for WebKit'] : []),
    ...(existsSync(bundle) ? [] : ['aisle.js: run `npm run build`']),
  ];
  if (missing.length > 0)
    throw new Error(`Missing: ${missing.join('; ')}. \`node scripts/setup.mjs --other-browsers\` installs browsers.`);
};
