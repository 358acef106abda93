import { type Accumulator, type Profile, emptyProfile, foldHistory, reduceProfile } from '@aisle/engine';
import type { AisleEvent, Params, Purpose } from '@aisle/schema';
import { type Session, sessionAt } from './session.js';

/** What the device knows besides the events themselves; stored beside them and changed in the same transaction. */
export interface Head {
  readonly visitorId: string | null;
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
}

/** What one flush adds: the head after it, and the events of the two stores. */
export interface Appended {
  readonly head: Head;
  /** What the device may remember (personalization). */
  readonly log: readonly AisleEvent[];
  /** What is to be sent (measurement). */
  readonly outbox: readonly AisleEvent[];
}

/** What is known of a shopper who was never here. */
export const emptyHead: Head = {
  visitorId: null,
  session: null,
  profile: emptyProfile,
  segments: [],
  stage: null,
  flushes: [],
};

/** What is known after stores were emptied. The session is measurement's, too: it goes on while the outbox does. */
export const headWithout = (stores: readonly string[], head: Head): Head => {
  if (!stores.includes('state')) return head;
  return stores.includes('outbox') ? emptyHead : { ...emptyHead, session: head.session, flushes: head.flushes };
};

const MAX_FLUSHES = 50;

const segmentsAfter = (
  segments: readonly string[],
  { name, params: { segment, change } }: Admitted,
): readonly string[] => {
  if (name !== 'x_segment') return segments;
  const others = segments.filter((id) => id !== segment);
  return change === 'entered' ? [...others, String(segment)] : others;
};

/** What placing an event needs beside the head. */
export interface Placing {
  /** The id of a visitor who has none yet; empty in memory: only the store knows whether there is one. */
  readonly visitorId: string;
  /** What the playbook asks of the past. */
  readonly accumulators: readonly Accumulator[];
}

const eventOf = (
  { granted, late, ...facts }: Admitted,
  { id, nextSeq }: Session,
  visitorId: string | null,
): AisleEvent => ({
  ...facts,
  v: 1,
  seq: nextSeq,
  sessionId: id,
  consent: { purposes: [...granted] },
  ...(visitorId && { visitorId }),
  ...(late && { retroactive: true }),
});

/**
 * Gives events their place: visitor, session and number; folds them into the profile. A flush it knows adds nothing.
 *
 * Runs on memory at once and again inside the append transaction on the stored head, whose word counts: two tabs
 * cannot overwrite each other. There is a visitor id only with personalization, and it is sent only with measurement.
 */
// oxlint-disable-next-line complexity -- what an event changes, in its order: it reads worse in parts.
export const append = (head: Head, { id: flush, drafts }: Partial<Flush>, placing: Placing): Appended => {
  const log: AisleEvent[] = [];
  const outbox: AisleEvent[] = [];
  let { visitorId, session, profile, segments, stage, flushes } = head;
  if (flush) {
    if (flushes.includes(flush)) return { head, log, outbox };
    flushes = [...flushes, flush].slice(-MAX_FLUSHES);
  }
  for (const draft of drafts ?? []) {
    const personal = draft.granted.includes('personalization');
    const measured = draft.granted.includes('measurement');
    const current = sessionAt(session, draft.atMs);
    if (personal) visitorId ||= placing.visitorId;
    const event = eventOf(draft, current, personal && measured ? visitorId : null);
    session = { ...current, nextSeq: current.nextSeq + 1 };
    if (measured) outbox.push(event);
    if (!personal) continue;
    log.push(event);
    profile = reduceProfile(profile, event, placing.accumulators);
    segments = segmentsAfter(segments, draft);
    if (draft.name === 'x_stage') stage = String(draft.params['to']);
  }
  return { head: { visitorId, session, profile, segments, stage, flushes }, log, outbox };
};

/** The accumulators whose past is still to be read: none for a shopper who did nothing yet. */
export const missingIn = ({ profile }: Head, accumulators: readonly Accumulator[]): readonly Accumulator[] =>
  profile.firstAtMs === null ? [] : accumulators.filter(({ key }) => !Object.hasOwn(profile.history, key));

/** What a store must know of heads and profiles. Given to it, not imported: the page has it, and the store comes later. */
export interface Folding {
  readonly emptyHead: Head;
  readonly headWithout: typeof headWithout;
  readonly missingIn: typeof missingIn;
  readonly foldHistory: typeof foldHistory;
  /** The fold of what the log lets go of. */
  readonly compacted: (base: Profile | undefined, events: readonly AisleEvent[]) => Profile;
}

/** How a store folds under a playbook. */
export const foldingWith = (accumulators: () => readonly Accumulator[]): Folding => ({
  emptyHead,
  headWithout,
  missingIn,
  foldHistory,
  compacted: (base = emptyProfile, events) =>
    events.reduce((profile, event) => reduceProfile(profile, event, accumulators()), base),
});

/** What of a flush is left when only some purposes are allowed: nothing, when none of its events has one of them. */
export const narrowed = ({ id, drafts }: Flush, isAllowed: (purpose: Purpose) => boolean): readonly Flush[] => {
  const left = drafts
    .map((draft) => ({ ...draft, granted: draft.granted.filter(isAllowed) }))
    .filter(({ granted }) => granted.length > 0);
  return left.length > 0 ? [{ id, drafts: left }] : [];
};
