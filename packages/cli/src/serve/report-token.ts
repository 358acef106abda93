import { randomBytes } from 'node:crypto';
import { CliError } from '../cli-error.js';

/**
 * The secret that opens the report: the one in `AISLE_REPORT_TOKEN`, else a new one for this run.
 *
 * @throws {CliError} when the one given is too short to keep a secret.
 */
export const reportTokenOf = (env: NodeJS.ProcessEnv): string => {
  const told = env['AISLE_REPORT_TOKEN'];
  if (!told) return randomBytes(24).toString('base64url');
  if (/^[\w-]{16,}$/.test(told)) return told;
  throw new CliError(
    'AISLE_REPORT_TOKEN needs at least 16 letters, digits, - or _. Correct it, or unset it for a random one.',
  );
};
