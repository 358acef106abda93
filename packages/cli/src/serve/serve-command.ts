import type { SiteOptions } from '@aisle/server';
import { CliError } from '../cli-error.js';
import { type Terminal, untilStopped } from '../terminal.js';
import type { Address } from './listen.js';
import { checkPlaybook } from '../check/playbook-check.js';
import { operatorSettingsOf } from './operator-settings.js';
import { ownOrigins } from './own-origins.js';
import { reportTokenOf } from './report-token.js';
import { openShopServer } from './shop-server.js';

/** What `aisle serve` was told. */
export interface ServeOptions extends Address {
  /** `key=playbook.json`, one for each shop. */
  readonly site: readonly string[];
  /** Pages that may send, for all shops. */
  readonly origin: readonly string[];
  readonly db: string;
  /** `key=folder`, or a folder when there is one shop. */
  readonly models: readonly string[];
}

interface Site {
  readonly key: string;
  readonly playbookPath: string;
}

const siteOf = (text: string): Site => {
  const [, key, playbookPath] = /^([a-z0-9][a-z0-9-]{0,62})=(.+)$/.exec(text) ?? [];
  if (key && playbookPath) return { key, playbookPath };
  throw new CliError(`--site ${text}: write <key>=<playbook.json>; the key is lower-case letters, digits and hyphens`);
};

/**
 * Reads the `--site` options.
 *
 * @throws {CliError} when there is none, or naming the one that cannot be read or comes twice.
 */
export const sitesOf = (texts: readonly string[]): readonly Site[] => {
  if (texts.length === 0) throw new CliError('Name at least one shop: --site <key>=<playbook.json>');
  const sites = texts.map(siteOf);
  const again = sites.find(({ key }, index) => sites.findIndex((other) => other.key === key) !== index);
  if (again) throw new CliError(`--site ${again.key} is given twice; give each key once`);
  return sites;
};

/**
 * Reads the `--models` options.
 *
 * @throws {CliError} naming the one whose shop is not served, or not told.
 */
export const modelsOf = (texts: readonly string[], sites: readonly Site[]): ReadonlyMap<string, string> =>
  new Map(
    texts.map((text) => {
      const [, key = '', folder = ''] = /^([a-z0-9][a-z0-9-]{0,62})=(.+)$/.exec(text) ?? [];
      if (sites.some((site) => site.key === key)) return [key, folder] as const;
      const [only, ...others] = sites;
      if (key === '' && only && others.length === 0) return [only.key, text] as const;
      throw new CliError(`--models ${text}: write <key>=<folder> with the key of a --site`);
    }),
  );

/** Serves shops until it is stopped. */
export const serve = async (options: ServeOptions, terminal: Terminal): Promise<number> => {
  const { out, env } = terminal;
  const { host, port, db } = options;
  const sites = sitesOf(options.site);
  const { token: operatorToken, retentionDays, visitorCookie } = operatorSettingsOf(env);
  for (const { playbookPath } of sites) await checkPlaybook(playbookPath);
  const models = modelsOf(options.models, sites);
  const origins = options.origin.length > 0 ? options.origin : ownOrigins(options);
  const entries = sites.map(({ key, playbookPath }): [string, SiteOptions] => [
    key,
    { origins, playbookPath, models: models.get(key), retentionDays, visitorCookie },
  ]);
  const server = await openShopServer({
    db,
    address: { host, port },
    token: reportTokenOf(env),
    operatorToken,
    sites: Object.fromEntries(entries),
  });

  out(`Batches    ${server.url}/v1/batch`);
  for (const { key } of sites) out(`Playbook   ${server.url}/v1/sites/${key}/playbook.json`);
  for (const [key, folder] of models) out(`Models     ${server.url}/v1/sites/${key}/models/<hash>  (of ${folder})`);
  out(`Report     ${server.reportUrl}`);
  out(
    `Subjects   ${server.url}/v1/subjects/<id>?site=<key>${operatorToken ? '' : '  (closed; open it with AISLE_TOKEN)'}`,
  );
  if (visitorCookie) out(`Visitors   ${server.url}/v1/visitor`);
  out(`Database   ${db}`);
  out(`Pages of   ${origins.join(', ')}${options.origin.length > 0 ? '' : '  (name others with --origin)'}`);
  out('Ctrl-C stops.');
  await untilStopped(terminal);
  await server.close();
  out(`Stopped. Every event that was acknowledged is in ${db}.`);
  return 0;
};
