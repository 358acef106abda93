import type { DatabaseSync } from 'node:sqlite';
import { blankRows } from './blank-rows.js';
import { eventsOfRuns } from './event-runs.js';
import type { Suppression } from './suppression.js';

/** Whom an event or a letter names. */
export interface Named {
  readonly site: string;
  readonly visitorId?: string | undefined;
  readonly sessionId?: string | undefined;
}

/** Erases subjects and knows the erased; inside the transaction of the caller. */
export interface Erasure {
  /** The id itself and, when it is a visitor's, the sessions that are known of it. */
  sessionsOf(site: string, id: string): readonly string[];
  /** Answers the number of events erased. */
  erase(site: string, ids: readonly string[]): number;
  /** Which of these are of erased subjects, in their order. What they tell of a subject's other session goes with it. */
  withdrawnAmong(named: readonly Named[]): readonly boolean[];
}

/** Makes the erasure of one database. */
export const createErasure = (database: DatabaseSync, suppression: Suppression): Erasure => {
  const findSessions = database.prepare(
    `SELECT session_id FROM run_rows WHERE site = $site AND visitor_id = $id
     UNION SELECT session_id FROM letter_rows WHERE site = $site AND visitor_id = $id AND session_id IS NOT NULL`,
  );
  const ofSession = `SELECT event_rows.rowid FROM ${eventsOfRuns}
    WHERE run_rows.site = ?1 AND run_rows.session_id = ?2 AND +event_rows.site = ?1`;
  const blankEvents = database.prepare(blankRows('event_rows', `rowid IN (${ofSession})`));
  const blankRuns = database.prepare(blankRows('run_rows', 'site = ? AND session_id = ?'));
  const blankLetters = database.prepare(blankRows('letter_rows', 'site = ? AND session_id = ?'));
  const blankLettersOfVisitor = database.prepare(blankRows('letter_rows', 'site = ? AND visitor_id = ?'));

  const sessionsOf = (site: string, id: string): readonly string[] => [
    ...new Set([id, ...findSessions.all({ $site: site, $id: id }).map((row) => String(row['session_id']))]),
  ];

  // An event always names a session, so the sessions of a visitor hold all of the visitor's events.
  const eraseOne = (site: string, id: string): number => {
    let erased = 0;
    for (const session of sessionsOf(site, id)) {
      suppression.add(site, session);
      erased += Number(blankEvents.run(site, session).changes);
      blankRuns.run(site, session);
      blankLetters.run(site, session);
    }
    blankLettersOfVisitor.run(site, id);
    return erased;
  };
  const erase = (site: string, ids: readonly string[]): number =>
    ids.reduce((erased, id) => erased + eraseOne(site, id), 0);

  return {
    sessionsOf,
    erase,
    withdrawnAmong(named) {
      // The events of a batch share a visitor and a session.
      const known = new Map<string, boolean>();
      const isWithdrawn = (site: string, id: string | undefined): boolean => {
        if (id === undefined) return false;
        const key = `${site}/${id}`;
        const answer = known.get(key) ?? suppression.since(site, id) !== null;
        known.set(key, answer);
        return answer;
      };
      for (const { site, visitorId, sessionId } of named) {
        if (sessionId === undefined || isWithdrawn(site, sessionId) || !isWithdrawn(site, visitorId)) continue;
        // The session of a withdrawn visitor that nobody knew of until now.
        erase(site, [sessionId]);
        known.set(`${site}/${sessionId}`, true);
      }
      return named.map(
        ({ site, visitorId, sessionId }) => isWithdrawn(site, sessionId) || isWithdrawn(site, visitorId),
      );
    },
  };
};
