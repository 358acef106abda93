import { inScope, parametersOf, type Question, type Scope } from './scope.js';

/** How many came, and how much they did. */
export interface Visits {
  /** Shoppers known by a visitor id. */
  readonly visitors: number;
  readonly sessions: number;
  /** Sessions without a visitor id, because consent did not allow one; not among `visitors`. */
  readonly anonymousSessions: number;
  readonly events: number;
  readonly lastEventAtMs: number | null;
}

const sqlOf = (scope: Scope): string => `
  WITH sessions AS (
    SELECT COUNT(*) AS events, COUNT(visitor_id) AS known, MAX(at_ms) AS last
    FROM events WHERE ${inScope(scope)} GROUP BY session_id
  )
  SELECT
    (SELECT COUNT(DISTINCT visitor_id) FROM events WHERE ${inScope(scope)}) AS visitors,
    COUNT(*) AS sessions, SUM(known = 0) AS anonymous, SUM(events) AS events, MAX(last) AS last
  FROM sessions`;

/** Counts visitors, sessions and events. */
export const visitsOf: Question<Visits> = async (warehouse, scope) => {
  const [row = {}] = await warehouse.rows(sqlOf(scope), parametersOf(scope));
  const last = row['last'] ?? null;
  return {
    visitors: Number(row['visitors'] ?? 0),
    sessions: Number(row['sessions'] ?? 0),
    anonymousSessions: Number(row['anonymous'] ?? 0),
    events: Number(row['events'] ?? 0),
    lastEventAtMs: last === null ? null : Number(last),
  };
};
