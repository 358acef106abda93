import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { CliError } from '../cli-error.js';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const APPLICATIONS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const START_TIMEOUT_MS = 20_000;

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

// Some distributions ship a `chromium-browser` that only says where to get one, so a file is not proof enough.
const starts = (path: string): boolean =>
  isExecutable(path) && spawnSync(path, ['--version'], { stdio: 'ignore', timeout: START_TIMEOUT_MS }).status === 0;

/**
 * Finds a Chromium that starts: the one named in `AISLE_CHROMIUM`, one of the system, or the one given.
 *
 * @param last - Tried when there is no other.
 * @throws {CliError} when none starts, or the one that was named does not.
 */
export const findChromium = (env: NodeJS.ProcessEnv, last: string): string => {
  const told = env['AISLE_CHROMIUM'];
  if (told && !starts(told))
    throw new CliError(`AISLE_CHROMIUM is ${told}, which does not start. Correct or unset it.`);
  if (told) return told;
  const onPath = (env['PATH'] ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const found = [...onPath, ...APPLICATIONS, last].find(starts);
  if (found) return found;
  throw new CliError(
    'No Chromium was found. Install one, or name one: AISLE_CHROMIUM=/path/to/chromium aisle replay …',
  );
};
