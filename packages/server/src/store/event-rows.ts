import type { EventBatch } from './event-store.js';

/** An event as its columns, with its JSON as text: what costs little to hand to another thread. */
export type EventRow = readonly [
  id: string,
  name: string,
  visitorId: string | null,
  sessionId: string,
  seq: number,
  atMs: number,
  traffic: string | null,
  body: string,
];

/** A batch whose events are rows. */
export interface RowBatch extends Omit<EventBatch, 'events'> {
  readonly rows: readonly EventRow[];
}

/** Writes each event of a batch as a row. */
export const rowBatchOf = ({ events, ...batch }: EventBatch): RowBatch => ({
  ...batch,
  rows: events.map((event) => [
    event.id,
    event.name,
    event.visitorId ?? null,
    event.sessionId,
    event.seq,
    event.atMs,
    event.traffic ?? null,
    JSON.stringify(event),
  ]),
});
