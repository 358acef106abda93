import { type Accumulator, type Profile, emptyProfile, reduceProfile } from '@aisle/engine';
import type { AisleEvent, Purpose } from '@aisle/schema';
import { fieldsFor } from './fields-for.js';
import { type Admitted, type Appended, type Flush, type Head, type Proven, emptyHead } from './head.js';
import { type Session, type SessionRules, sessionAt } from './session.js';

/**
 * What is known after stores were emptied. The session is measurement's: it goes on while the outbox does. By no id that a
 * server knows is anything recorded again after measurement ended.
 */
export const headWithout = (stores: readonly string[], { record, session, sessions, flushes, ...head }: Head): Head => {
  const personal = stores.includes('state') ? emptyHead : head;
  const measured = stores.includes('outbox')
    ? { session: null, sessions: [], visitorId: null, visitorSinceMs: null, userId: null }
    : { session, sessions };
  return stores.length === 3 ? emptyHead : { ...personal, ...measured, record, flushes };
};

const statesIn = ({ after, policyVersion, region, gpc }: Proven): string =>
  JSON.stringify([after, policyVersion, region, gpc]);

/** The same choice again is no new record, on whatever page and in whatever tab; but one that had to be made again is. */
const recordAfter = (known: Proven | null, record: Proven | undefined): Proven | null => {
  if (!record || record.id === known?.id) return known;
  const isSame = known && !record.isRenewal && statesIn(known) === statesIn(record);
  return isSame ? known : { ...record, before: known?.after ?? null };
};

const MAX_FLUSHES = 100;
const MAX_SESSIONS = 100;

const segmentsAfter = (
  segments: readonly string[],
  { name, params: { segment, change } }: Admitted,
): readonly string[] => {
  if (name !== 'x_segment') return segments;
  const others = segments.filter((id) => id !== segment);
  return change === 'entered' ? [...others, String(segment)] : others;
};

/** What placing an event needs beside the head. */
export interface Placing extends SessionRules {
  /** The id of a visitor who has none yet; empty in memory: only the store knows whether there is one. */
  readonly visitorId: string;
  /** What the playbook asks of the past. */
  readonly accumulators: readonly Accumulator[];
}

/** The customer that an event names. One whose name had to be redacted stays unnamed: many would look like one. */
const userIn = ({ name, params: { user_id: userId } }: Admitted): string | null =>
  name === 'login' && typeof userId === 'string' && userId && !userId.includes('[') ? userId : null;

const eventOf = (
  { granted, late, ...facts }: Admitted,
  { id, nextSeq }: Session,
  [visitorId, record]: readonly [string | null, Proven | null],
): AisleEvent => {
  const { policyVersion, region, gpc } = record ?? {};
  return {
    ...facts,
    v: 1,
    seq: nextSeq,
    sessionId: id,
    consent: {
      purposes: [...granted],
      ...(record && { record: record.id, region, gpc }),
      ...(policyVersion && { policyVersion }),
    },
    ...(visitorId && { visitorId }),
    ...(late && { retroactive: true }),
  };
};

/**
 * Gives events their place: visitor, session and number; folds them into the profile. A flush it knows adds nothing.
 *
 * Runs on memory at once and again inside the append transaction on the stored head, whose word counts: two tabs
 * cannot overwrite each other. There is a visitor id only with personalization, and it is sent only with measurement.
 */
// oxlint-disable-next-line complexity -- what an event changes, in its order: it reads worse in parts.
export const append = (
  head: Head,
  { id: flush, drafts, record: found, lost }: Partial<Flush>,
  placing: Placing,
): Appended => {
  const log: AisleEvent[] = [];
  const outbox: AisleEvent[] = [];
  let isOther = false;
  let { visitorId, visitorSinceMs, userId, session, sessions, profile, segments, stage, flushes } = head;
  if (flush) {
    if (flushes.includes(flush)) return { head, isOther, log, outbox };
    flushes = [...flushes, flush].slice(-MAX_FLUSHES);
  }
  const record = recordAfter(head.record, found);
  for (const draft of drafts ?? []) {
    const personal = draft.granted.includes('personalization');
    const measured = draft.granted.includes('measurement');
    const user = personal ? userIn(draft) : null;
    if (user && userId && user !== userId) {
      // Nothing that one customer did is known of another. What is to be sent was theirs, and is.
      ({ visitorId, visitorSinceMs, session, sessions, profile, segments, stage } = emptyHead);
      log.length = 0;
      isOther = true;
    }
    userId = user ?? userId;
    const current = sessionAt(session, draft, placing);
    if (personal && !visitorId) [visitorId, visitorSinceMs] = [placing.visitorId, draft.atMs];
    const event = eventOf(draft, current, [personal && measured ? visitorId : null, record]);
    session = { ...current, nextSeq: current.nextSeq + 1 };
    if (measured) {
      outbox.push(event);
      if (sessions.at(-1) !== current.id) sessions = [...sessions, current.id].slice(-MAX_SESSIONS);
    }
    if (!personal) continue;
    log.push(event);
    profile = reduceProfile(profile, event, placing.accumulators);
    segments = segmentsAfter(segments, draft);
    if (draft.name === 'x_stage') stage = String(draft.params['to']);
  }
  return {
    head: { visitorId, visitorSinceMs, userId, sessions, record, session, profile, segments, stage, flushes },
    isOther,
    log,
    outbox,
    lost,
  };
};

/** The accumulators whose past is still to be read: none for a shopper who did nothing yet. */
export const missingIn = ({ profile }: Head, accumulators: readonly Accumulator[]): readonly Accumulator[] =>
  profile.firstAtMs === null ? [] : accumulators.filter(({ key }) => !Object.hasOwn(profile.history, key));

/** The fold of what the log lets go of. */
export const compacted = (
  base: Profile | undefined,
  events: readonly AisleEvent[],
  accumulators: readonly Accumulator[],
): Profile => events.reduce((profile, event) => reduceProfile(profile, event, accumulators), base ?? emptyProfile);

/** What of an event is left when only some purposes are allowed. */
export const trimmed = ({ visitorId, ...event }: AisleEvent, isAllowed: (purpose: Purpose) => boolean): AisleEvent => {
  const purposes = event.consent.purposes.filter(isAllowed);
  return {
    ...event,
    params: fieldsFor(event.params, purposes),
    consent: { ...event.consent, purposes },
    ...(visitorId && purposes.includes('personalization') && purposes.includes('measurement') && { visitorId }),
  };
};

/** What of a flush is left when only some purposes are allowed: nothing, when none of its events has one of them. */
export const narrowed = ({ drafts, ...flush }: Flush, isAllowed: (purpose: Purpose) => boolean): readonly Flush[] => {
  const left = drafts
    .map((draft) => ({ ...draft, granted: draft.granted.filter(isAllowed) }))
    .map((draft) => ({ ...draft, params: fieldsFor(draft.params, draft.granted) }))
    .filter(({ granted }) => granted.includes('personalization') || granted.includes('measurement'));
  return left.length > 0 ? [{ ...flush, drafts: left }] : [];
};
