import type { DatabaseSync } from 'node:sqlite';
import type { EventRow, RowBatch } from './event-rows.js';
import type { ClockSkew } from './session-clocks.js';

// Events come session by session. So they are found by runs of rows that follow each other, and not each by index entries of its
// own, two of them with random keys.

/**
 * Joins the runs with the rows of their events, blank ones among them. Conditions on `event_rows` need a plus, which keeps SQLite from
 * an index of all events of the site.
 */
export const eventsOfRuns = 'run_rows CROSS JOIN event_rows ON event_rows.rowid BETWEEN first_row AND last_row';

/** Rows that follow each other, of one session and visitor. */
export interface EventRun {
  readonly sessionId: string;
  readonly visitorId: string | null;
  readonly first: number;
  readonly last: number;
}

/** Adds the row of an event, written just now, to the runs of its batch. */
export const addToRuns = (runs: EventRun[], row: number, [, , visitorId, sessionId]: EventRow): void => {
  const run = runs.at(-1);
  const goesOn = run?.last === row - 1 && run.sessionId === sessionId && run.visitorId === visitorId;
  if (goesOn) runs[runs.length - 1] = { ...run, last: row };
  else runs.push({ sessionId, visitorId, first: row, last: row });
};

type WriteRuns = (
  batch: Pick<RowBatch, 'site' | 'receivedAtMs'>,
  runs: readonly EventRun[],
  skewOf: (sessionId: string) => ClockSkew,
) => void;

/** Makes the function that writes the runs of a batch, with the skew of their sessions; inside the transaction of the caller. */
export const createRunWriter = (database: DatabaseSync): WriteRuns => {
  const insert = database.prepare(
    `INSERT INTO run_rows (site, session_id, visitor_id, received_at_ms, first_row, last_row, skew_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  return ({ site, receivedAtMs }, runs, skewOf) => {
    for (const { sessionId, visitorId, first, last } of runs)
      insert.run(site, sessionId, visitorId, receivedAtMs, first, last, skewOf(sessionId));
  };
};
