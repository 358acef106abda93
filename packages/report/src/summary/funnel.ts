import { inScope, parametersOf, type Question, type Scope } from './scope.js';

/** The way to a purchase, in order. */
export const FUNNEL_STEPS = ['view_item', 'add_to_cart', 'begin_checkout', 'purchase'] as const;

/** One step of the way to a purchase. */
export interface FunnelStep {
  readonly step: (typeof FUNNEL_STEPS)[number];
  /** Sessions that came this far. */
  readonly sessions: number;
  /** Of the sessions of the first step, 0 to 1. */
  readonly share: number;
  /** Of the sessions of the step before, those that did not come here, 0 to 1. */
  readonly dropOff: number;
}

const rankSql = FUNNEL_STEPS.map((step, index) => `WHEN '${step}' THEN ${index + 1}`).join(' ');
const countSql = FUNNEL_STEPS.map((step, index) => `COALESCE(SUM(reached > ${index}), 0) AS ${step}`).join(', ');
const nameSql = FUNNEL_STEPS.map((step) => `'${step}'`).join(', ');

const sqlOf = (scope: Scope): string => `
  WITH sessions AS (
    SELECT MAX(CASE name ${rankSql} END) AS reached
    FROM events WHERE ${inScope(scope)} AND name IN (${nameSql}) GROUP BY session_id
  )
  SELECT ${countSql} FROM sessions`;

const shareOf = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/** Counts sessions by how far they came. A step implies those before it: who buys has seen a product somewhere. */
export const funnelOf: Question<readonly FunnelStep[]> = async (warehouse, scope) => {
  const [row = {}] = await warehouse.rows(sqlOf(scope), parametersOf(scope));
  const counts = FUNNEL_STEPS.map((step) => Number(row[step] ?? 0));
  return FUNNEL_STEPS.map((step, index) => {
    const sessions = counts[index] ?? 0;
    const before = counts[index - 1] ?? sessions;
    return { step, sessions, share: shareOf(sessions, counts[0] ?? 0), dropOff: shareOf(before - sessions, before) };
  });
};
