import { DatabaseSync } from 'node:sqlite';
import type { AisleEvent } from '@aisle/schema';
import { createSessionCollector } from '@aisle/trainer';
import { CliError } from '../cli-error.js';
import { collected } from './event-lines.js';
import type { SessionInput } from './session-input.js';
import type { StepProgress } from './step-progress.js';
import { firstBytes } from '../text-lines.js';

/** How a database begins. */
const SQLITE_HEAD = 'SQLite format 3\0';

/** Whether a file is a database. */
export const isStore = async (path: string): Promise<boolean> =>
  (await firstBytes(path, SQLITE_HEAD.length)).toString('latin1') === SQLITE_HEAD;

/** The site that is meant. @throws {CliError} when that is not clear. */
export const siteIn = (database: DatabaseSync, path: string, wanted: string | undefined): string => {
  const sites = database
    .prepare('SELECT DISTINCT site FROM events')
    .all()
    .map(({ site }) => String(site));
  if (wanted !== undefined ? !sites.includes(wanted) : sites.length !== 1)
    throw new CliError(`${path} has events of ${sites.join(', ') || 'no site'}.\nFix: name one of them with --site.`);
  return wanted ?? sites[0] ?? '';
};

/**
 * Reads the server's database, which may be in use: what is erased is not seen, what comes meanwhile neither.
 *
 * @throws {CliError} when it is not clear which site is meant.
 */
export const readStore = (
  path: string,
  site: string | undefined,
  watch: (events: number) => StepProgress,
): SessionInput => {
  const database = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
  try {
    const of = siteIn(database, path, site);
    const [counted] = database.prepare('SELECT count(*) AS events FROM events WHERE site = ?').all(of);
    const progress = watch(Number(counted?.['events']));
    const collector = createSessionCollector();
    let done = 0;
    for (const { body } of database.prepare('SELECT body FROM events WHERE site = ? ORDER BY at_ms, id').iterate(of)) {
      collector.add(JSON.parse(String(body)) as AisleEvent);
      progress.onDone((done += 1));
    }
    progress.stop();
    return collected(collector);
  } finally {
    database.close();
  }
};
