import { ageAt, timeSpanOf } from '../sessions/time-span.js';

const DAY_MS = 86_400_000;
/** What is wanted this week is compared with the three weeks before; of less time the last quarter with the rest. */
const WINDOW_DAYS = 7;
const WINDOWS_BEFORE = 3;

/** Says where in time a session lies. */
export interface TimeWindows {
  /** 1 for the newest, e times less 90 days before. */
  readonly age: (endMs: number) => number;
  readonly windowOf: (endMs: number) => 'recent' | 'before' | null;
}

/** Divides time by when sessions ended; null when they lie within a day, or one has no time. */
export const timeWindows = (endsMs: Float64Array): TimeWindows | null => {
  const span = timeSpanOf(endsMs);
  const spanMs = span.untilMs - span.fromMs;
  if (!(spanMs >= DAY_MS) || endsMs.some(Number.isNaN)) return null;
  const windowMs = Math.min(WINDOW_DAYS * DAY_MS, spanMs / (WINDOWS_BEFORE + 1));
  return {
    age: (endMs) => ageAt(endMs, span),
    windowOf(endMs) {
      const windows = (span.untilMs - endMs) / windowMs;
      if (windows < 1) return 'recent';
      return windows <= WINDOWS_BEFORE + 1 ? 'before' : null;
    },
  };
};
