import type { Accumulator, Profile } from '@aisle/engine';
import type { AisleEvent, Purpose } from '@aisle/schema';
import type { Outbox } from '../outbox.js';
import type { Delivery } from './delivery.js';
import type { Admitted, Appended, Flush, Head, Proven } from './head.js';

/** What rests on which purpose: `state` and `log` on personalization, `outbox` on measurement. */
export type Store = 'state' | 'log' | 'outbox';
export const STORES: readonly Store[] = ['state', 'log', 'outbox'];

/** What goes when a purpose is denied; for the others fields go, in all that is left. */
const RESTS_ON: Readonly<Partial<Record<Purpose, readonly Store[]>>> = {
  personalization: ['state', 'log'],
  measurement: ['outbox'],
};

export const storesOf = (denied: readonly Purpose[]): readonly Store[] =>
  denied.flatMap((purpose) => RESTS_ON[purpose] ?? []);

/** All that an event log holds. */
export interface Stored {
  /** Ids, session, profile, segments and stage. */
  readonly head: Head;
  /** The fold of the events that the log let go of; null while it holds them all. */
  readonly base: Profile | null;
  /** What the device remembers (personalization), the oldest first. */
  readonly log: readonly AisleEvent[];
  /** What is still to be sent (measurement), the oldest first. */
  readonly outbox: readonly AisleEvent[];
  /** What is known of the outbox beside its events. */
  readonly delivery: Delivery;
  /** Every change of consent, the oldest first. */
  readonly records: readonly Proven[];
  /** The latest time this device has shown, ms since 1970: by it things grow old. */
  readonly clockMs: number | null;
}

/** What is left of the drafts of a flush, which may be there already, or may have been erased, as far as it was asked. */
export type Left = (flush: Flush) => readonly Admitted[];

/** Says what follows a head. */
export type Place = (head: Head, left: Left) => Appended;

export interface How {
  /** To the disk itself. */
  readonly isUrgent?: boolean | undefined;
  /** It may be there already, since then: ms since 1970. Asked at each try: what was spilled meanwhile may be. */
  readonly sinceMs?: (() => number) | undefined;
  /** It is from before an erasure, unless this record of consent is there; and from before all denials that follow it. */
  readonly record?: string | undefined;
}

/** The device's memory: what it may remember (log) and what is still to be sent (outbox). Rejects when it cannot. */
export interface EventLog extends Outbox {
  /** The last change of consent, as it was when this was opened; null when an older release wrote none, undefined when nothing was there. */
  readonly known: Proven | null | undefined;
  /** False: it dies with the page. */
  isLasting(): boolean;
  /** One transaction: `place` gets the stored head and says what follows it. Resolves to that once committed. */
  append(place: Place, how?: How): Promise<Appended>;
  /** Fills accumulators that the stored head does not have, record by record in one transaction. Resolves to the head after it, null when that failed. */
  refill(accumulators: readonly Accumulator[]): Promise<Head | null>;
  stored(): Promise<Stored>;
  /**
   * Empties stores, and of the others keeps what a purpose allows; when that is all of them, the database goes too. A later
   * append waits for it. Answers the ids by which a server may know what was there.
   */
  forget(stores: readonly Store[], isAllowed: (purpose: Purpose) => boolean): Promise<readonly string[]>;
  close(): void;
}

/** Cuts a list of events to a batch's size. */
export const within = (events: readonly AisleEvent[], maxEvents: number, maxBytes: number): readonly AisleEvent[] => {
  let bytes = 0;
  return events
    .slice(0, maxEvents)
    .filter((event, index) => (bytes += JSON.stringify(event).length) <= maxBytes || index === 0);
};

/** By what a server may know a device: nothing of it was ever sent without measurement. */
export const idsOf = ({ visitorId, sessions }: Head): readonly string[] =>
  sessions.length > 0 ? [...(visitorId ? [visitorId] : []), ...sessions] : [];
