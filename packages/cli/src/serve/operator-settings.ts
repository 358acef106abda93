import type { ServerOptions, SiteOptions } from '@aisle/server';
import { CliError } from '../cli-error.js';

/** What the one who runs the server may set by the environment, all of it optional. */
export interface OperatorSettings {
  readonly token: ServerOptions['token'];
  readonly retentionDays: SiteOptions['retentionDays'];
}

const tokenIn = (text: string | undefined): string | undefined => {
  if (!text) return undefined;
  if (/^\S{16,}$/.test(text)) return text;
  throw new CliError(
    'AISLE_TOKEN needs at least 16 characters without spaces. Correct it, or unset it to close /v1/subjects.',
  );
};

const daysIn = (text: string | undefined): number | undefined => {
  if (!text) return undefined;
  if (Number(text) > 0 && Number.isFinite(Number(text))) return Number(text);
  throw new CliError('AISLE_RETENTION_DAYS needs a number of days above 0. Correct it, or unset it for 760.');
};

/**
 * Reads `AISLE_TOKEN`, which opens `/v1/subjects`, and `AISLE_RETENTION_DAYS`.
 *
 * @throws {CliError} naming the one that is wrong and its fix.
 */
export const operatorSettingsOf = (env: NodeJS.ProcessEnv): OperatorSettings => ({
  token: tokenIn(env['AISLE_TOKEN']),
  retentionDays: daysIn(env['AISLE_RETENTION_DAYS']),
});
