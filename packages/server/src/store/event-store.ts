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
  /** The browser asked not to be sold or shared (Global Privacy Control). Kept with each event. */
  readonly gpc?: boolean;
}

/** What became of one event. The first two mean that it is kept durably, once; the third that nothing of it is kept. */
export type AcceptStatus = 'accepted' | 'duplicate' | 'withdrawn';

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

/** What became of one letter: of a withdrawn subject nothing is kept. */
export type LetterStatus = 'kept' | 'withdrawn';

/** How much the store holds. */
export interface StoreCounts {
  readonly events: number;
  readonly deadLetters: number;
}

/** An event with what the server noted when it came. */
export interface KeptEvent {
  readonly receivedAtMs: number;
  readonly sentAtMs: number;
  /** Null in what an earlier release kept, which did not note it. */
  readonly gpc: boolean | null;
  readonly event: AisleEvent;
}

/** All that is held of an id: what it is named in as visitor or session, and all else of the sessions of that visitor. */
export interface SubjectRecords {
  /** When it was erased last, while late events of it are still refused; null otherwise. */
  readonly withdrawnAtMs: number | null;
  /** Read while it is iterated over, a few at a time; what is erased meanwhile is left out. */
  readonly events: AsyncIterable<KeptEvent>;
  readonly deadLetters: AsyncIterable<DeadLetter>;
}

/** Where events are kept. Every promise that resolves has survived a crash of the process and of the machine. */
export interface EventStore {
  /**
   * Keeps each event id once per site and resolves after the durable commit, one status per event in the batch's order.
   *
   * Events of an erased id are not kept, and counted as drops by the reason `consent/withdrawn` each time they come. The
   * browser's drops are counted in the same commit, unless the batch has events and none of them was new: then the whole
   * batch may be a retry and its drops were counted too. Rejects when nothing of the batch was kept.
   */
  accept(batch: EventBatch): Promise<readonly AcceptStatus[]>;
  /** Keeps refused events, but for those of erased ids; resolves after the durable commit, one status per letter. */
  deadLetter(letters: readonly DeadLetter[]): Promise<readonly LetterStatus[]>;
  /**
   * Deletes what `subject` answers of each id and refuses what comes of it later, in one durable commit; answers the number
   * of events deleted. Idempotent.
   *
   * There is no moment between accepting and refusing: what `accept` was given before is deleted, what it is given after is refused. Ids are remembered
   * as hashes, for 120 days: 30 more than a browser may hold events back.
   */
  erase(site: string, ids: readonly string[]): Promise<number>;
  /** Reads all that is held of an id. Rejects when the storage cannot be read. */
  subject(site: string, id: string): Promise<SubjectRecords>;
  /**
   * Deletes a few of the events, dead letters and drops of a site that were received before, the oldest first, in one
   * durable commit, so that batches come in between; answers how many, and 0 when nothing is left to do.
   */
  prune(site: string, beforeMs: number): Promise<number>;
  /** Counts what is kept, of one site or of all. */
  counts(site?: string): Promise<StoreCounts>;
  /** Resolves when a write went through; rejects with the cause otherwise. */
  probe(): Promise<void>;
  /** Commits what was handed in, then lets go of the storage. Idempotent; later calls of the others reject. */
  close(): Promise<void>;
}
