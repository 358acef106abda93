import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { blankRows, isBlank, type BlankableTable } from './blank-rows.js';
import type { Suppression } from './suppression.js';

/** Some 50 ms of work at most. */
const ROWS_PER_STEP = 200;

/**
 * Blank rows that stay at the front of a table.
 *
 * SQLite merges a page that empties with up to two neighbours. A page holds fewer than 100 rows, so none of those
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
  const oldRows = (table: string) =>
    `rowid IN (SELECT rowid FROM ${table} WHERE site = ? AND received_at_ms < ? ORDER BY received_at_ms LIMIT ?)`;
  const statements: readonly StatementSync[] = [
    database.prepare(blankRows('event_rows', oldRows('event_rows'))),
    database.prepare(blankRows('letter_rows', oldRows('letter_rows'))),
    database.prepare(`DELETE FROM drops WHERE ${oldRows('drops')}`),
  ];
  const trimEvents = trimmer(database, 'event_rows');
  const trimLetters = trimmer(database, 'letter_rows');

  return (site, beforeMs) => {
    const pruned = statements.map((statement) => Number(statement.run(site, beforeMs, ROWS_PER_STEP).changes));
    return [...pruned, trimEvents(), trimLetters(), suppression.prune(ROWS_PER_STEP)].reduce((sum, part) => sum + part);
  };
};
