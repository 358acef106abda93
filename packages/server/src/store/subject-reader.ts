import { setImmediate } from 'node:timers/promises';
import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import type { AisleEvent } from '@aisle/schema';
import type { DeadLetter, KeptEvent, SubjectRecords } from './event-store.js';
import type { Erasure } from './erasure.js';
import { eventsOfRuns } from './event-runs.js';
import type { Suppression } from './suppression.js';

/** Rows read in one turn of the event loop: batches go on being taken in. */
const PAGE_ROWS = 50;

type Cells = Record<string, SQLOutputValue>;

const textIn = (row: Cells, column: string): string | undefined =>
  typeof row[column] === 'string' ? row[column] : undefined;

const keptEventOf = (row: Cells): KeptEvent => ({
  receivedAtMs: Number(row['received_at_ms']),
  sentAtMs: Number(row['sent_at_ms']),
  gpc: row['gpc'] === null ? null : row['gpc'] === 1,
  event: JSON.parse(String(row['body'])) as AisleEvent,
});

const letterOf = (row: Cells): DeadLetter => {
  const [field, id] = [textIn(row, 'field'), textIn(row, 'id')];
  const [visitorId, sessionId] = [textIn(row, 'visitor_id'), textIn(row, 'session_id')];
  return {
    site: String(row['site']),
    receivedAtMs: Number(row['received_at_ms']),
    code: String(row['code']),
    ...(field !== undefined && { field }),
    reason: String(row['reason']),
    ...(id !== undefined && { id }),
    ...(visitorId !== undefined && { visitorId }),
    ...(sessionId !== undefined && { sessionId }),
    body: String(row['body']),
  };
};

// No statement stays open between two pages: it would hold the log's truncation up.
const pagesOf = async function* (statement: StatementSync, parameters: readonly string[]): AsyncGenerator<Cells> {
  for (let after = 0; ;) {
    const rows = statement.all(...parameters, after, PAGE_ROWS);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE_ROWS) return;
    after = Number(last['row']);
    await setImmediate();
  }
};

/** Makes the function that reads what is held of an id. */
export const createSubjectReader = (
  database: DatabaseSync,
  { sessionsOf }: Erasure,
  { since }: Suppression,
): ((site: string, id: string) => SubjectRecords) => {
  const page = (table: string, condition: string) =>
    database.prepare(
      `SELECT rowid AS row, * FROM ${table} WHERE site = ? AND ${condition} AND rowid > ? ORDER BY rowid LIMIT ?`,
    );
  // Run by run: both are in the order of their rows.
  const events = database.prepare(
    `SELECT event_rows.rowid AS row, event_rows.* FROM ${eventsOfRuns} AND event_rows.rowid > ?3
     WHERE run_rows.site = ?1 AND run_rows.session_id = ?2 AND last_row > ?3 AND +event_rows.site = ?1
     ORDER BY run_rows.rowid, event_rows.rowid LIMIT ?4`,
  );
  const lettersOfVisitor = page('letter_rows', 'visitor_id = ?');
  const otherLetters = page('letter_rows', 'session_id = ? AND visitor_id IS NOT ?');

  return (site, id) => {
    const sessions = sessionsOf(site, id);
    const readEvents = async function* () {
      for (const session of sessions) for await (const row of pagesOf(events, [site, session])) yield keptEventOf(row);
    };
    const readLetters = async function* () {
      for await (const row of pagesOf(lettersOfVisitor, [site, id])) yield letterOf(row);
      for (const session of sessions) {
        for await (const row of pagesOf(otherLetters, [site, session, id])) yield letterOf(row);
      }
    };
    return { withdrawnAtMs: since(site, id), events: readEvents(), deadLetters: readLetters() };
  };
};
