import { inScope, parametersOf, type Question } from './scope.js';

/** How often one event came, and in how many sessions. */
export interface NamedCount {
  readonly name: string;
  readonly count: number;
  readonly sessions: number;
}

/** Names are the shop's; a flood of them must not become the page. */
const MAX_NAMES = 100;

/** Counts events by name, the most frequent first. */
export const eventsByNameOf: Question<readonly NamedCount[]> = async (warehouse, scope) => {
  const sql = `
    SELECT name, COUNT(*) AS count, COUNT(DISTINCT session_id) AS sessions
    FROM events WHERE ${inScope(scope)} GROUP BY name ORDER BY count DESC, name LIMIT ${MAX_NAMES}`;
  const rows = await warehouse.rows(sql, parametersOf(scope));
  return rows.map(({ name, count, sessions }) => ({
    name: String(name),
    count: Number(count),
    sessions: Number(sessions),
  }));
};
