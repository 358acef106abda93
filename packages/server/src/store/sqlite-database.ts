import { DatabaseSync } from 'node:sqlite';
import { prepareTables } from './sqlite-tables.js';

/** How long a write waits for another process that writes to the same file. */
export const BUSY_TIMEOUT_MS = 5000;

/**
 * Opens a connection to the file and brings its tables up to date.
 *
 * @throws {Error} when the file cannot be made, read or written, or a newer release made it.
 */
export const openSqliteDatabase = (path: string): DatabaseSync => {
  const database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
  prepareTables(database);
  return database;
};
