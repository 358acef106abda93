import { inScope, isText, parametersOf, shownText, WHO, type Question, type Scope } from './scope.js';

/** How shoppers moved through one segment. */
export interface SegmentMoves {
  readonly segment: string;
  readonly entered: number;
  readonly left: number;
  /** Visitors (or sessions without one) whose last move in the window was to enter. */
  readonly inside: number;
}

const MAX_SEGMENTS = 100;

const sqlOf = (scope: Scope): string => `
  WITH moves AS (
    SELECT ${shownText('segment')} AS segment, json_extract(body, '$.params.change') AS change,
      ${WHO} AS who, at_ms, seq
    FROM events
    WHERE ${inScope(scope)} AND name = 'x_segment' AND ${isText('segment')}
  ), ordered AS (
    SELECT segment, change, ROW_NUMBER() OVER (PARTITION BY segment, who ORDER BY at_ms DESC, seq DESC) AS back
    FROM moves WHERE change IN ('entered', 'left')
  )
  SELECT segment, SUM(change = 'entered') AS entered, SUM(change = 'left') AS gone,
    SUM(back = 1 AND change = 'entered') AS inside
  FROM ordered GROUP BY segment ORDER BY inside DESC, entered DESC, segment LIMIT ${MAX_SEGMENTS}`;

/** Counts who entered and left each segment, by the `x_segment` events; the fullest first. */
export const segmentsOf: Question<readonly SegmentMoves[]> = async (warehouse, scope) => {
  const rows = await warehouse.rows(sqlOf(scope), parametersOf(scope));
  return rows.map(({ segment, entered, gone, inside }) => ({
    segment: String(segment),
    entered: Number(entered),
    left: Number(gone),
    inside: Number(inside),
  }));
};
