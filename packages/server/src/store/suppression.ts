import { hash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';

const DAY_MS = 86_400_000;

/** How long a browser that was offline may hold events back. */
const MAX_OUTBOX_AGE_DAYS = 90;

/** An entry outlives by a month the last event that it has to meet. */
const KEPT_MS = (MAX_OUTBOX_AGE_DAYS + 30) * DAY_MS;

/** Ids whose late events are refused. It holds hashes: who does not know an id cannot find it here. */
export interface Suppression {
  /** When the id was put on the list last; null when it is not on it. */
  since(site: string, id: string): number | null;
  /** Puts it on the list, from now. */
  add(site: string, id: string): void;
  /** Lets go of a few entries that are too old to meet an event; answers how many. */
  prune(max: number): number;
}

// A site's key holds no slash.
const subjectOf = (site: string, id: string): Uint8Array => hash('sha256', `${site}/${id}`, 'buffer');

/** Reads and writes the list; inside the transaction of the caller. */
export const createSuppression = (database: DatabaseSync): Suppression => {
  const find = database.prepare('SELECT at_ms FROM suppressed WHERE subject = ?');
  const insert = database.prepare(
    'INSERT INTO suppressed (subject, at_ms) VALUES (?, ?) ON CONFLICT (subject) DO UPDATE SET at_ms = excluded.at_ms',
  );
  const remove = database.prepare(
    'DELETE FROM suppressed WHERE subject IN (SELECT subject FROM suppressed WHERE at_ms < ? LIMIT ?)',
  );
  return {
    since(site, id) {
      const row = find.get(subjectOf(site, id));
      return row ? Number(row['at_ms']) : null;
    },
    add: (site, id) => void insert.run(subjectOf(site, id), Date.now()),
    prune: (max) => Number(remove.run(Date.now() - KEPT_MS, max).changes),
  };
};
