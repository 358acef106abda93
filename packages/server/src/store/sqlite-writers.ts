import type { DatabaseSync } from 'node:sqlite';
import type { AisleEvent } from '@aisle/schema';
import type { AcceptStatus, DeadLetter, EventBatch } from './event-store.js';

/** How often something was dropped, and when the server heard of it. */
export interface CountedDrop {
  readonly site: string;
  readonly receivedAtMs: number;
  readonly reason: string;
  readonly count: number;
}

/** Writes rows; inside the transaction of the caller. */
export const createWriters = (database: DatabaseSync) => {
  const insertEvent = database.prepare(
    `INSERT INTO event_rows (site, id, name, visitor_id, session_id, seq, at_ms, sent_at_ms, received_at_ms, traffic, body, gpc)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (site, id) DO NOTHING`,
  );
  const insertLetter = database.prepare(
    `INSERT INTO letter_rows (site, received_at_ms, code, field, reason, id, visitor_id, session_id, body)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertDrop = database.prepare('INSERT INTO drops (site, received_at_ms, reason, count) VALUES (?, ?, ?, ?)');
  return {
    event({ site, sentAtMs, receivedAtMs, gpc = false }: EventBatch, event: AisleEvent): AcceptStatus {
      const who = [event.visitorId ?? null, event.sessionId, event.seq] as const;
      const when = [event.atMs, sentAtMs, receivedAtMs] as const;
      const rest = [event.traffic ?? null, JSON.stringify(event), gpc ? 1 : 0] as const;
      const { changes } = insertEvent.run(site, event.id, event.name, ...who, ...when, ...rest);
      return changes === 0 ? 'duplicate' : 'accepted';
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
