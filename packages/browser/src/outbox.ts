import type { AisleEvent } from '@aisle/schema';

/** Counts by reason. */
export type DropCounts = Readonly<Record<string, number>>;

/** A server that fails again and again is left alone. */
export interface Trouble {
  /** In a row, over pages. */
  readonly failures: number;
}

/** What may be sent next. */
export interface Unsent {
  /** The oldest first. */
  readonly events: readonly AisleEvent[];
  /** What was given up since a server heard of it. */
  readonly drops: DropCounts;
  readonly trouble: Trouble | null;
  /** There was more than these when it was asked. */
  readonly hasMore: boolean;
}

/** What became of a batch. */
export interface Settled {
  /** What a server has, or will never take. */
  readonly ids: ReadonlySet<string>;
  /** Why it will never take them. */
  readonly refusal?: string;
  /** The drops that it has heard of. */
  readonly drops: DropCounts;
  /** How it goes on with that server. */
  readonly trouble: Trouble | null;
}

/** What waits to be sent: the log's side of it is a table, the sync's a queue. */
export interface Outbox {
  /** The oldest unsent events, at most `maxEvents` and about `maxBytes` of JSON, but at least one. */
  unsent(maxEvents: number, maxBytes: number): Promise<Unsent>;
  /** Removes what is settled. Unknown ids are ignored. */
  settle(settled: Settled): Promise<void>;
  /** Takes or renews the turn to send, or gives it back with 0; false: another tab has it. */
  lease(tab: string, forMs: number): Promise<boolean>;
}
