import type { AisleEvent } from '@aisle/schema';

/** Valid events of one site that arrived together. */
export interface EventBatch {
  readonly site: string;
  /** The browser's clock when it sent. */
  readonly sentAtMs: number;
  /** The server's clock when it read the batch. */
  readonly receivedAtMs: number;
  readonly events: readonly AisleEvent[];
  /** What the browser dropped since its last batch, by reason. */
  readonly drops?: Readonly<Record<string, number>>;
}

/** What became of one event. Both mean that it is kept durably, once. */
export type AcceptStatus = 'accepted' | 'duplicate';

/** An event that was refused, with what an operator needs to find the fault and to erase a subject. */
export interface DeadLetter {
  readonly site: string;
  readonly receivedAtMs: number;
  readonly code: string;
  /** JSON path inside the event. */
  readonly field?: string;
  readonly reason: string;
  readonly id?: string;
  readonly visitorId?: string;
  readonly sessionId?: string;
  /** The event as JSON text, cut to a bounded length by the caller. */
  readonly body: string;
}

/** How much the store holds. */
export interface StoreCounts {
  readonly events: number;
  readonly deadLetters: number;
}

/** Where events are kept. Every promise that resolves has survived a crash of the process and of the machine. */
export interface EventStore {
  /**
   * Keeps each event id once per site and resolves after the durable commit, one status per event in the batch's order.
   *
   * Drops are counted in the same commit, unless the batch has events and every one of them was kept before: then the
   * whole batch is a retry and its drops were counted too. Rejects when nothing of the batch was kept.
   */
  accept(batch: EventBatch): Promise<readonly AcceptStatus[]>;
  /** Keeps refused events; resolves after the durable commit. */
  deadLetter(letters: readonly DeadLetter[]): Promise<void>;
  /** Counts what is kept, of one site or of all. */
  counts(site?: string): Promise<StoreCounts>;
  /** Resolves when a write went through; rejects with the cause otherwise. */
  probe(): Promise<void>;
  /** Commits what was handed in, then lets go of the storage. Idempotent; later calls of the others reject. */
  close(): Promise<void>;
}
