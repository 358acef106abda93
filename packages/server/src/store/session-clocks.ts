import type { DatabaseSync } from 'node:sqlite';
import type { EventRow, RowBatch } from './event-rows.js';

// A browser stamps a batch when it sends it and gives the request up after 15 s. So what is between that stamp and the receipt is, beyond
// minutes, the device's clock. One session has one clock: a jump of it begins another session.

/** So much delivery may take, and so much a clock may be off without harm. */
const DELIVERY_MS = 2 * 60_000;

/** A clock that is further off was never set, or is set anew any moment: what it says is not reckoned with. */
const MAX_SKEW_MS = 86_400_000;

/** How far a device's clock is ahead of the server's: 0 within minutes, null beyond a day. */
export type ClockSkew = number | null;

/** Compares the clocks of a browser and the server by a batch. */
export const clockSkewOf = ({ sentAtMs, receivedAtMs }: Pick<RowBatch, 'sentAtMs' | 'receivedAtMs'>): ClockSkew => {
  const skewMs = Math.round(sentAtMs - receivedAtMs);
  if (Math.abs(skewMs) <= DELIVERY_MS) return 0;
  return Math.abs(skewMs) <= MAX_SKEW_MS ? skewMs : null;
};

/**
 * When an event happened, by the server's clock. Where the device's cannot tell, it is the time of receipt: nothing happens later
 * than that. Recorded shoppers keep the times of their recording.
 */
export const eventTimeOf = (
  [, , , , , atMs, traffic]: EventRow,
  skewMs: ClockSkew,
  { receivedAtMs }: Pick<RowBatch, 'receivedAtMs'>,
): number => {
  if (traffic === 'replay') return atMs;
  if (skewMs === null || atMs - skewMs > receivedAtMs + DELIVERY_MS) return receivedAtMs;
  return atMs - skewMs;
};

/**
 * Makes the function that answers the skew of a batch's sessions, each by the first of its batches that the store holds: the order in
 * a session stays. Inside the transaction of the caller, before the batch's runs are written.
 */
export const createSessionClocks = (
  database: DatabaseSync,
): ((batch: Omit<RowBatch, 'rows'>) => (sessionId: string) => ClockSkew) => {
  const find = database.prepare(
    'SELECT skew_ms FROM run_rows WHERE site = ? AND session_id = ? ORDER BY rowid LIMIT 1',
  );
  return (batch) => {
    const asked = new Map<string, ClockSkew>();
    return (sessionId) => {
      const known = asked.get(sessionId);
      if (known !== undefined) return known;
      const row = find.get(batch.site, sessionId) as { readonly skew_ms: ClockSkew } | undefined;
      const skewMs = row ? row.skew_ms : clockSkewOf(batch);
      asked.set(sessionId, skewMs);
      return skewMs;
    };
  };
};
