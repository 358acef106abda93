import { nanoid } from 'nanoid';
import { SESSION_IDLE_MS } from './session-idle.js';

/** A visit without a long pause. */
export interface Session {
  readonly id: string;
  readonly startedAtMs: number;
  readonly lastAtMs: number;
  /** The next event's position. */
  readonly nextSeq: number;
}

/** The session an event at `atMs` belongs to: the one that goes on, or a new one. A clock set back does not end it. */
export const sessionAt = (session: Session | null, atMs: number): Session =>
  session && atMs - session.lastAtMs <= SESSION_IDLE_MS
    ? { ...session, lastAtMs: Math.max(session.lastAtMs, atMs) }
    : { id: nanoid(), startedAtMs: atMs, lastAtMs: atMs, nextSeq: 0 };
