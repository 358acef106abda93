import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CliError } from './cli-error.js';

// From `src` and from `dist` alike it is three folders up.
const ROOT = new URL('../../../', import.meta.url);

/** Files that the build makes beside this package; none of them is imported. */
export const BUILT = {
  script: 'packages/browser/dist/aisle.js',
  shop: 'examples/storefront/dist',
  playbook: 'examples/storefront/playbook.json',
  models: 'examples/simulator/dist/models',
} as const;

/**
 * Finds what the build made.
 *
 * @throws {CliError} when it is not there.
 */
export const builtPath = (name: keyof typeof BUILT): string => {
  const path = fileURLToPath(new URL(BUILT[name], ROOT));
  if (existsSync(path)) return path;
  throw new CliError(`${BUILT[name]} is not there. Run \`npm run build\` in the repository of Aisle first.`);
};
