import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { blankRows, isBlank, type BlankableTable } from './blank-rows.js';
import { eventsOfRuns } from './event-runs.js';
import type { Suppression } from './suppression.js';

/** Some 50 ms of work at most. */
const ROWS_PER_STEP = 200;

/**
 * Blank rows that stay at the front of a table.
 *
 * SQLite merges a page that empties with up to two neighbours. A page holds fewer than 150 rows, so none of those
 * neighbours holds a row with content, of which a copy could be left behind.
 */
const BLANK_MARGIN = 500;

const trimmer = (database: DatabaseSync, table: BlankableTable): (() => number) => {
  const first = database.prepare(`SELECT rowid AS row, site FROM ${table} ORDER BY rowid LIMIT ?`);
  const remove = database.prepare(`DELETE FROM ${table} WHERE rowid <= ?`);
  return () => {
    const rows = first.all(BLANK_MARGIN + ROWS_PER_STEP);
    const blankRun = rows.findIndex(({ site }) => !isBlank(site));
    const spare = (blankRun === -1 ? rows.length : blankRun) - BLANK_MARGIN;
    const last = spare > 0 ? rows[spare - 1] : undefined;
    return last ? Number(remove.run(Number(last['row'])).changes) : 0;
  };
};

/**
 * Makes the function that lets go of a few old rows of a site, and of what all sites' erased rows still take up at the
 * front of the file; inside the transaction of the caller.
 */
export const createPruning = (
  database: DatabaseSync,
  suppression: Suppression,
): ((site: string, beforeMs: number) => number) => {
  const oldEvents = `SELECT event_rows.rowid FROM ${eventsOfRuns}
    WHERE run_rows.site = ?1 AND run_rows.received_at_ms < ?2 AND +event_rows.site = ?1
    ORDER BY run_rows.received_at_ms, run_rows.rowid, event_rows.rowid LIMIT ?3`;
  // The last event of a run is pruned last. A step empties no more runs than it prunes events.
  const emptyRuns = `SELECT rowid FROM run_rows WHERE site = ?1 AND received_at_ms < ?2
    AND NOT EXISTS (SELECT 1 FROM event_rows WHERE rowid = last_row AND site = ?1) ORDER BY received_at_ms LIMIT ?3`;
  const oldRows = (table: string) =>
    `rowid IN (SELECT rowid FROM ${table} WHERE site = ? AND received_at_ms < ? ORDER BY received_at_ms LIMIT ?)`;
  const statements: readonly StatementSync[] = [
    database.prepare(blankRows('event_rows', `rowid IN (${oldEvents})`)),
    database.prepare(blankRows('letter_rows', oldRows('letter_rows'))),
    database.prepare(`DELETE FROM drops WHERE ${oldRows('drops')}`),
  ];
  const blankRuns = database.prepare(blankRows('run_rows', `rowid IN (${emptyRuns})`));
  const trimEvents = trimmer(database, 'event_rows');
  const trimRuns = trimmer(database, 'run_rows');
  const trimLetters = trimmer(database, 'letter_rows');

  return (site, beforeMs) => {
    const pruned = statements.map((statement) => Number(statement.run(site, beforeMs, ROWS_PER_STEP).changes));
    blankRuns.run(site, beforeMs, ROWS_PER_STEP);
    return [...pruned, trimEvents(), trimRuns(), trimLetters(), suppression.prune(ROWS_PER_STEP)].reduce(
      (sum, part) => sum + part,
    );
  };
};
