import type { DatabaseSync } from 'node:sqlite';

const VERSION = 1;

// `events_by_time` answers the report's counts from the index alone; `events_by_name` finds the few events whose body
// is read; `purchases_by_transaction` tells a reloaded thank-you page from a second order.
const TABLES = `
  CREATE TABLE events (
    site TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    visitor_id TEXT,
    session_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    sent_at_ms INTEGER NOT NULL,
    received_at_ms INTEGER NOT NULL,
    traffic TEXT,
    body TEXT NOT NULL,
    PRIMARY KEY (site, id)
  );
  CREATE INDEX events_by_time ON events (site, at_ms, name, session_id, visitor_id, traffic);
  CREATE INDEX events_by_name ON events (site, name, at_ms);
  CREATE INDEX purchases_by_transaction ON events (site, json_extract(body, '$.params.transaction_id'))
    WHERE name = 'purchase';
  CREATE TABLE dead_letters (
    site TEXT NOT NULL,
    received_at_ms INTEGER NOT NULL,
    code TEXT NOT NULL,
    field TEXT,
    reason TEXT NOT NULL,
    id TEXT,
    visitor_id TEXT,
    session_id TEXT,
    body TEXT NOT NULL
  );
  CREATE INDEX dead_letters_by_time ON dead_letters (site, received_at_ms, code);
  CREATE TABLE drops (
    site TEXT NOT NULL,
    received_at_ms INTEGER NOT NULL,
    reason TEXT NOT NULL,
    count INTEGER NOT NULL
  );
  CREATE INDEX drops_by_time ON drops (site, received_at_ms, reason, count);
  CREATE TABLE probe (only INTEGER PRIMARY KEY CHECK (only = 1), at_ms INTEGER NOT NULL);
`;

/**
 * Brings a file to the current tables. Idempotent.
 *
 * @throws {Error} when a newer release made the file.
 */
export const prepareTables = (database: DatabaseSync): void => {
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  database.exec('BEGIN IMMEDIATE');
  try {
    const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
    if (version > VERSION) throw new Error(`the file has version ${version}, this release knows ${VERSION}`);
    if (version < 1) database.exec(`${TABLES} PRAGMA user_version = ${VERSION};`);
    database.exec('COMMIT');
  } catch (cause) {
    database.exec('ROLLBACK');
    throw cause;
  }
};
