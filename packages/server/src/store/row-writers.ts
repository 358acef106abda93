import type { DatabaseSync } from 'node:sqlite';
import type { RowBatch } from './event-rows.js';
import { addToRuns, createRunWriter, type EventRun } from './event-runs.js';
import type { AcceptStatus, DeadLetter } from './event-store.js';
import { createSessionClocks, eventTimeOf } from './session-clocks.js';

/** How often something was dropped, and when the server heard of it. */
export interface CountedDrop {
  readonly site: string;
  readonly receivedAtMs: number;
  readonly reason: string;
  readonly count: number;
}

/** Writes rows; inside the transaction of the caller. */
export const createRowWriters = (database: DatabaseSync) => {
  const insertEvent = database.prepare(
    `INSERT INTO event_rows (site, id, name, visitor_id, session_id, seq, at_ms, traffic, body, sent_at_ms, received_at_ms, gpc)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (site, id) DO NOTHING`,
  );
  const insertLetter = database.prepare(
    `INSERT INTO letter_rows (site, received_at_ms, code, field, reason, id, visitor_id, session_id, body)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertDrop = database.prepare('INSERT INTO drops (site, received_at_ms, reason, count) VALUES (?, ?, ?, ?)');
  const writeRuns = createRunWriter(database);
  const clocksOf = createSessionClocks(database);
  return {
    /**
     * Answers what became of each event of a batch; those of which it is told that they are withdrawn are left out. The column of an event's
     * time is by the server's clock; what the device's said stays in the body.
     */
    events(batch: RowBatch, withdrawn: readonly boolean[]): readonly AcceptStatus[] {
      const { site, sentAtMs, receivedAtMs, gpc = false } = batch;
      const receipt = [sentAtMs, receivedAtMs, gpc ? 1 : 0] as const;
      const skewOf = clocksOf(batch);
      const runs: EventRun[] = [];
      const statuses = batch.rows.map((row, index): AcceptStatus => {
        if (withdrawn[index]) return 'withdrawn';
        const [id, name, visitorId, sessionId, seq, , traffic, body] = row;
        const timeMs = eventTimeOf(row, skewOf(sessionId), batch);
        const whose = [site, id, name, visitorId, sessionId, seq] as const;
        const { changes, lastInsertRowid } = insertEvent.run(...whose, timeMs, traffic, body, ...receipt);
        if (changes === 0) return 'duplicate';
        addToRuns(runs, Number(lastInsertRowid), row);
        return 'accepted';
      });
      writeRuns(batch, runs, skewOf);
      return statuses;
    },
    letter(letter: DeadLetter): void {
      const subject = [letter.id ?? null, letter.visitorId ?? null, letter.sessionId ?? null] as const;
      const fault = [letter.code, letter.field ?? null, letter.reason] as const;
      insertLetter.run(letter.site, letter.receivedAtMs, ...fault, ...subject, letter.body);
    },
    drop({ site, receivedAtMs, reason, count }: CountedDrop): void {
      if (count > 0) insertDrop.run(site, receivedAtMs, reason, count);
    },
  };
};
