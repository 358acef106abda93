import { inScope, isText, parametersOf, shownText, WHO, type Question, type Scope } from './scope.js';

/** How often one candidate was really seen in its slot. The candidate `default` is the page's own content. */
export interface Exposures {
  readonly slot: string;
  readonly candidate: string;
  readonly exposures: number;
  /** Visitors (or sessions without one) that saw it. */
  readonly visitors: number;
  readonly clicks: number;
  /** Decisions with at least one click; beside `exposures` this is the click rate. */
  readonly clickedDecisions: number;
}

const MAX_CANDIDATES = 200;

const sqlOf = (scope: Scope): string => `
  WITH seen AS (
    SELECT name, ${WHO} AS who, ${shownText('slot')} AS slot,
      COALESCE(${shownText('candidate')}, 'default') AS candidate,
      COALESCE(json_extract(body, '$.params.decision_id'), id) AS decision
    FROM events
    WHERE ${inScope(scope)} AND name IN ('x_exposure', 'x_slot_click') AND ${isText('slot')}
      AND (json_extract(body, '$.params.candidate') IS NULL OR ${isText('candidate')})
  )
  SELECT slot, candidate,
    SUM(name = 'x_exposure') AS exposures,
    COUNT(DISTINCT CASE name WHEN 'x_exposure' THEN who END) AS visitors,
    SUM(name = 'x_slot_click') AS clicks,
    COUNT(DISTINCT CASE name WHEN 'x_slot_click' THEN decision END) AS clicked
  FROM seen GROUP BY slot, candidate ORDER BY slot, exposures DESC, candidate LIMIT ${MAX_CANDIDATES}`;

/** Counts exposures and slot clicks by slot and candidate. */
export const exposuresOf: Question<readonly Exposures[]> = async (warehouse, scope) => {
  const rows = await warehouse.rows(sqlOf(scope), parametersOf(scope));
  return rows.map(({ slot, candidate, exposures, visitors, clicks, clicked }) => ({
    slot: String(slot),
    candidate: String(candidate),
    exposures: Number(exposures),
    visitors: Number(visitors),
    clicks: Number(clicks),
    clickedDecisions: Number(clicked),
  }));
};
