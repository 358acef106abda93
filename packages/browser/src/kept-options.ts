import type { Accumulator } from '@aisle/engine';
import type { EventResult, Purpose } from '@aisle/schema';
import type { Found } from './consent/consent-record.js';
import type { Diagnose } from './error.js';
import type { Flush, Head, Proven } from './log/head.js';
import type { QuickStore } from './log/quick-store.js';
import type { Prepare } from './prepared-of.js';
import type { Drops } from './sync/drops.js';

/** What the page had before this code came. */
export interface Begun {
  readonly quick: QuickStore;
  readonly start: Head;
  readonly waiting: readonly Flush[];
  /** Tells the other tabs that there is something new to be read. */
  readonly tell: () => void;
}

/** What remembering and sending needs of the page. */
export interface KeptOptions {
  readonly site: string;
  readonly ingest?: string | undefined;
  readonly visitor?: string | undefined;
  readonly retentionMs: number;
  readonly newId: () => string;
  readonly dailySessions?: boolean | undefined;
  readonly isGranted: (purpose: Purpose) => boolean;
  /** Asked before each attempt to send. */
  readonly allowed: () => boolean;
  /** How consent stands. */
  readonly found: () => Found;
  /** Judges the last record in the store; true: nothing may be opened now. */
  readonly holds: (known: Proven | null) => boolean;
  readonly accumulators: () => readonly Accumulator[];
  /** Gives the page's addition to the snapshot; the code for it comes with this. */
  readonly prepare: Prepare | undefined;
  readonly drops: Drops;
  readonly diagnose: Diagnose;
  readonly onSynced: (results: readonly EventResult[]) => void;
  /** What another tab wrote is in memory, too; `isOther`: another customer is here. */
  readonly onFresh: (isOther?: boolean) => void;
  /** Another tab emptied the store, and nobody said that a new shopper begins. */
  readonly onErased: (denied: readonly Purpose[]) => void;
}
