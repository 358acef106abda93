import type { SessionEvent } from '../neighbours/session-corpus.js';

/** Sessions, divided in time: what happened later is foretold from what happened before. */
export interface HeldOut {
  readonly training: readonly (readonly SessionEvent[])[];
  readonly tests: readonly (readonly SessionEvent[])[];
}

/** Holds back the last of the sessions, which come oldest first. */
export const holdOut = (sessions: readonly (readonly SessionEvent[])[], share: number): HeldOut => {
  const cut = Math.floor(sessions.length * (1 - share));
  return { training: sessions.slice(0, cut), tests: sessions.slice(cut) };
};
