import { hash } from '@aisle/engine';
import type { Params } from '@aisle/schema';
import { SESSION_IDLE_MS } from './session-idle.js';

/** A visit without a long pause, from one campaign. */
export interface Session {
  readonly id: string;
  readonly startedAtMs: number;
  readonly lastAtMs: number;
  /** The next event's position. */
  readonly nextSeq: number;
  /** A hash of the campaign words it goes by; null while none were seen. */
  readonly campaign: number | null;
}

/** Of an event, what its session depends on. */
export interface Moment {
  readonly atMs: number;
  readonly params: Params;
}

/** What a session is made with. */
export interface SessionRules {
  readonly newId: () => string;
  /** Names the day of a moment, where sessions end with the day. */
  readonly dayOf?: ((atMs: number) => string) | undefined;
}

/** No click ids: every click on an ad has another, and they are there only while marketing is granted. */
const campaignIn = (params: Params): number | null => {
  const words = Object.entries(params).filter(([name]) => name.startsWith('utm_'));
  return words.length > 0 ? hash('', JSON.stringify(words.toSorted()), 2) : null;
};

/**
 * The session an event belongs to: the one that goes on, or a new one after half an hour's pause, with another campaign, and where
 * the shop wants it on another day. A page without campaign words does not end it, nor does a clock set back by less than the pause; by
 * more, or a session that a clock was wrong in would go on until that time comes.
 */
export const sessionAt = (
  session: Session | null,
  { atMs, params }: Moment,
  { newId, dayOf = () => '' }: SessionRules,
): Session => {
  const campaign = campaignIn(params);
  const goesOn =
    session &&
    Math.abs(atMs - session.lastAtMs) <= SESSION_IDLE_MS &&
    (campaign === null || campaign === session.campaign) &&
    (atMs < session.lastAtMs || dayOf(atMs) === dayOf(session.lastAtMs));
  return goesOn
    ? { ...session, lastAtMs: Math.max(session.lastAtMs, atMs) }
    : { id: newId(), startedAtMs: atMs, lastAtMs: atMs, nextSeq: 0, campaign };
};
