import { type Profile, emptyProfile } from '@aisle/engine';
import type { AisleEvent, ConsentState, Params, Purpose } from '@aisle/schema';
import type { Session } from './session.js';

type Consent = Readonly<Record<Purpose, ConsentState>>;

/** What a head keeps of the proof that it may be there. */
export interface Proven {
  readonly id: string;
  readonly atMs: number;
  readonly before: Consent | null;
  readonly after: Consent;
  readonly policyVersion?: string | undefined;
  readonly region: 'opt-in' | 'opt-out';
  readonly gpc: boolean;
  /** The shopper said it again after it had grown too old. */
  readonly isRenewal?: boolean;
}

/** What the device knows besides the events themselves; stored beside them and changed in the same transaction. */
export interface Head {
  readonly visitorId: string | null;
  /** Since when the visitor has that id, ms since 1970. */
  readonly visitorSinceMs: number | null;
  /** What the shop calls the customer who was here last (`user_id` of a `login`). */
  readonly userId: string | null;
  /** Sessions that were measured, the newest last: with the visitor id all by which a server knows this device. */
  readonly sessions: readonly string[];
  /** The last change of consent; null before the first. */
  readonly record: Proven | null;
  readonly session: Session | null;
  readonly profile: Profile;
  /** Segments the shopper is in, as the `x_segment` events said. */
  readonly segments: readonly string[];
  /** Where on the journey the shopper is, as the `x_stage` events said. */
  readonly stage: string | null;
  /** The newest flushes, so that one recovered after a page's death is never written twice. */
  readonly flushes: readonly string[];
}

/** An event that passed the gate and waits for its place in a session. */
export interface Admitted {
  readonly id: string;
  readonly name: string;
  readonly params: Params;
  readonly atMs: number;
  readonly offsetMs: number;
  readonly traffic: AisleEvent['traffic'];
  /** Those of its purposes that were granted. */
  readonly granted: readonly Purpose[];
  readonly late: boolean;
}

/** What is written together. Its id is given before it is written and stays the same if it is tried again. */
export interface Flush {
  readonly id: string;
  readonly drafts: readonly Admitted[];
  /** How consent stood; absent in what a page wrote in its last moment. */
  readonly record?: Proven;
  /** The last record of consent that the database held when this was spilled: where it holds it no more, all was erased since. */
  readonly stored?: string | undefined;
  /** Measured events that went with the page that spilled this: there was no room for them. */
  readonly lost?: number | undefined;
}

/** What one flush adds: the head after it, and the events of the two stores. */
export interface Appended {
  readonly head: Head;
  /** Another customer came: what the log remembers of the one before goes. */
  readonly isOther: boolean;
  /** What the device may remember (personalization). */
  readonly log: readonly AisleEvent[];
  /** What is to be sent (measurement). */
  readonly outbox: readonly AisleEvent[];
  /** What went with an earlier page, to be counted. */
  readonly lost?: number | undefined;
}

/** What is known of a shopper who was never here. */
export const emptyHead: Head = {
  visitorId: null,
  visitorSinceMs: null,
  userId: null,
  sessions: [],
  record: null,
  session: null,
  profile: emptyProfile,
  segments: [],
  stage: null,
  flushes: [],
};
