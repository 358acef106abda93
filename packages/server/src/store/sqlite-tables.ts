import type { DatabaseSync } from 'node:sqlite';

// `events_by_time` answers the report's counts from the index alone; `events_by_name` finds the few events whose body
// is read; `purchases_by_transaction` tells a reloaded thank-you page from a second order.
const VERSION_1 = `
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

// Erased rows are blanked and stay for a while (blank-rows.ts): readers see the tables without them, under the old names.
// No site's key is above '~'. The events are copied, because a row from before a new column grows when it is overwritten,
// and a blank row must not.
const VERSION_2 = `
  CREATE TABLE event_rows (
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
    gpc INTEGER,
    PRIMARY KEY (site, id)
  );
  INSERT INTO event_rows SELECT *, NULL FROM events ORDER BY rowid;
  DROP TABLE events;
  CREATE INDEX events_by_time ON event_rows (site, at_ms, name, session_id, visitor_id, traffic);
  CREATE INDEX events_by_name ON event_rows (site, name, at_ms);
  CREATE INDEX purchases_by_transaction ON event_rows (site, json_extract(body, '$.params.transaction_id'))
    WHERE name = 'purchase';
  CREATE INDEX events_by_session ON event_rows (site, session_id);
  CREATE INDEX events_by_visitor ON event_rows (site, visitor_id) WHERE visitor_id IS NOT NULL;
  CREATE INDEX events_by_receipt ON event_rows (site, received_at_ms);
  CREATE VIEW events AS SELECT * FROM event_rows WHERE site < '~';

  ALTER TABLE dead_letters RENAME TO letter_rows;
  CREATE INDEX dead_letters_by_session ON letter_rows (site, session_id) WHERE session_id IS NOT NULL;
  CREATE INDEX dead_letters_by_visitor ON letter_rows (site, visitor_id) WHERE visitor_id IS NOT NULL;
  CREATE VIEW dead_letters AS SELECT * FROM letter_rows WHERE site < '~';

  CREATE TABLE suppressed (subject BLOB PRIMARY KEY, at_ms INTEGER NOT NULL) WITHOUT ROWID;
`;

// Subjects and old events are found by runs (event-runs.ts) and no longer by an index entry an event. A row that holds a site's key
// above '~' is blank, and belongs to no run.
const VERSION_3 = `
  CREATE TABLE run_rows (
    site TEXT NOT NULL,
    session_id TEXT NOT NULL,
    visitor_id TEXT,
    received_at_ms INTEGER NOT NULL,
    first_row INTEGER NOT NULL,
    last_row INTEGER NOT NULL
  );
  INSERT INTO run_rows
    SELECT site, session_id, visitor_id, received_at_ms, MIN(row), MAX(row) FROM (
      SELECT site, session_id, visitor_id, received_at_ms, rowid AS row,
        rowid - ROW_NUMBER() OVER (PARTITION BY site, session_id, visitor_id, received_at_ms ORDER BY rowid) AS place
      FROM event_rows WHERE site < '~'
    ) GROUP BY site, session_id, visitor_id, received_at_ms, place ORDER BY MIN(row);
  CREATE INDEX runs_by_session ON run_rows (site, session_id);
  CREATE INDEX runs_by_visitor ON run_rows (site, visitor_id) WHERE visitor_id IS NOT NULL;
  CREATE INDEX runs_by_receipt ON run_rows (site, received_at_ms);
  DROP INDEX events_by_session;
  DROP INDEX events_by_visitor;
  DROP INDEX events_by_receipt;
`;

// A session's runs hold how far its device's clock is off (session-clocks.ts); null where that is more than a day. Sessions from before go
// on uncorrected. The runs are copied, for the same reason as the events of version 2.
const VERSION_4 = `
  ALTER TABLE run_rows RENAME TO old_runs;
  DROP INDEX runs_by_session;
  DROP INDEX runs_by_visitor;
  DROP INDEX runs_by_receipt;
  CREATE TABLE run_rows (
    site TEXT NOT NULL,
    session_id TEXT NOT NULL,
    visitor_id TEXT,
    received_at_ms INTEGER NOT NULL,
    first_row INTEGER NOT NULL,
    last_row INTEGER NOT NULL,
    skew_ms INTEGER
  );
  INSERT INTO run_rows SELECT *, 0 FROM old_runs ORDER BY rowid;
  DROP TABLE old_runs;
  CREATE INDEX runs_by_session ON run_rows (site, session_id);
  CREATE INDEX runs_by_visitor ON run_rows (site, visitor_id) WHERE visitor_id IS NOT NULL;
  CREATE INDEX runs_by_receipt ON run_rows (site, received_at_ms);
`;

/** What makes each version out of the one before; the first out of nothing. */
const STEPS: readonly string[] = [VERSION_1, VERSION_2, VERSION_3, VERSION_4];

// Ids are random, so each commit touches pages all over the indexes: with SQLite's own 2 MB of cache and a checkpoint every 4 MB
// they are read and written again and again, for a third of the server's time. Bounds, in KiB and in pages of 4 KiB.
const ROOM = 'PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4000;';

/**
 * Brings a file to the current tables, all of it or nothing. Idempotent.
 *
 * @throws {Error} when a newer release made the file.
 */
export const prepareTables = (database: DatabaseSync): void => {
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;');
  database.exec(ROOM);
  database.exec('BEGIN IMMEDIATE');
  try {
    const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
    if (version > STEPS.length) {
      throw new Error(`the file has version ${version}, this release knows ${STEPS.length}`);
    }
    for (const step of STEPS.slice(version)) database.exec(step);
    database.exec(`PRAGMA user_version = ${STEPS.length}`);
    database.exec('COMMIT');
  } catch (cause) {
    database.exec('ROLLBACK');
    throw cause;
  }
};
