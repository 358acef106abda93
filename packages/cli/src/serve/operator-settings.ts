import type { ServerOptions, SiteOptions } from '@aisle/server';
import { CliError } from '../cli-error.js';

/** What the one who runs the server may set by the environment, all of it optional. */
export interface OperatorSettings {
  readonly token: ServerOptions['token'];
  readonly retentionDays: SiteOptions['retentionDays'];
  readonly visitorCookie: SiteOptions['visitorCookie'];
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

const isSwitchedOn = (text: string | undefined): boolean => {
  if (!text || text === 'false') return false;
  if (text === 'true') return true;
  throw new CliError('AISLE_VISITOR_COOKIE is true or false. Correct it, or unset it to keep /v1/visitor closed.');
};

/**
 * Reads `AISLE_TOKEN`, which opens `/v1/subjects`, `AISLE_RETENTION_DAYS`, and `AISLE_VISITOR_COOKIE`, which opens `/v1/visitor`.
 *
 * @throws {CliError} naming the one that is wrong and its fix.
 */
export const operatorSettingsOf = (env: NodeJS.ProcessEnv): OperatorSettings => ({
  token: tokenIn(env['AISLE_TOKEN']),
  retentionDays: daysIn(env['AISLE_RETENTION_DAYS']),
  visitorCookie: isSwitchedOn(env['AISLE_VISITOR_COOKIE']),
});
