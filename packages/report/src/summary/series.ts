import { inScope, parametersOf, type Question } from './scope.js';

/** Events over time, without gaps: a bucket in which nothing happened counts 0. */
export interface Series {
  readonly bucketMs: number;
  /** `atMs` is where the bucket begins; the first and the last may be cut by the window. */
  readonly points: readonly { readonly atMs: number; readonly events: number }[];
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const BUCKETS_MS = [MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, HOUR_MS, 3 * HOUR_MS, 6 * HOUR_MS, 24 * HOUR_MS] as const;

/** As many bars as a phone can show. */
const MAX_BUCKETS = 100;

/** The finest bucket that keeps a window readable: one minute for the last hour. */
export const bucketFor = (windowMs: number): number =>
  BUCKETS_MS.find((bucketMs) => windowMs / bucketMs <= MAX_BUCKETS) ?? 7 * 24 * HOUR_MS;

/** Counts events by time. */
export const seriesOf: Question<Series> = async (warehouse, scope) => {
  const bucketMs = bucketFor(scope.toMs - scope.fromMs);
  const sql = `
    SELECT CAST(at_ms / $bucketMs AS INTEGER) AS bucket, COUNT(*) AS events
    FROM events WHERE ${inScope(scope)} GROUP BY bucket`;
  const rows = await warehouse.rows(sql, { ...parametersOf(scope), bucketMs });
  const counts = new Map(rows.map(({ bucket, events }) => [Number(bucket), Number(events)]));
  const first = Math.floor(scope.fromMs / bucketMs);
  const last = Math.floor(scope.toMs / bucketMs);
  const points = Array.from({ length: last - first + 1 }, (_, index) => ({
    atMs: (first + index) * bucketMs,
    events: counts.get(first + index) ?? 0,
  }));
  return { bucketMs, points };
};
