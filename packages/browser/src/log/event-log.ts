import type { Accumulator } from '@aisle/engine';
import type { AisleEvent } from '@aisle/schema';
import type { Appended, Head } from './head.js';

/** What rests on which purpose: `state` and `log` on personalization, `outbox` on measurement. */
export type Store = 'state' | 'log' | 'outbox';
export const STORES: readonly Store[] = ['state', 'log', 'outbox'];

/** All that lies on the device, as `privacy.export()` gives it out. */
export interface Stored {
  readonly head: Head;
  readonly log: readonly AisleEvent[];
  readonly outbox: readonly AisleEvent[];
}

/** The device's memory: what it may remember (log) and what is still to be sent (outbox). Rejects when it cannot. */
export interface EventLog {
  /** One transaction: `place` gets the stored head and says what follows it. Resolves to that head once committed. */
  append(place: (head: Head) => Appended): Promise<Head>;
  /** Fills accumulators that the stored head does not have, record by record in one transaction. Resolves to the head after it, null when that failed. */
  refill(accumulators: readonly Accumulator[]): Promise<Head | null>;
  /** The oldest unsent events, at most `maxEvents` and about `maxBytes` of JSON, but at least one. */
  unsent(maxEvents: number, maxBytes: number): Promise<readonly AisleEvent[]>;
  /** Removes from the outbox what the server has. Unknown ids are ignored. */
  acknowledge(ids: ReadonlySet<string>): Promise<void>;
  stored(): Promise<Stored>;
  /** Empties stores; when that is all of them, the database goes too. A later append waits for it. */
  forget(stores: readonly Store[]): Promise<void>;
  close(): void;
}

/** Cuts a list of events to a batch's size. */
export const within = (events: readonly AisleEvent[], maxEvents: number, maxBytes: number): readonly AisleEvent[] => {
  let bytes = 0;
  return events
    .slice(0, maxEvents)
    .filter((event, index) => (bytes += JSON.stringify(event).length) <= maxBytes || index === 0);
};
