const DAY_MS = 86_400_000;
/** What is wanted this week is compared with the three weeks before; of less time the last quarter with the rest. */
const WINDOW_DAYS = 7;
const WINDOWS_BEFORE = 3;
/** Clocks of devices go wrong: the few newest times do not say what today is. */
const SURE_SHARE = 0.999;
const FADE_DAYS = 90;

/** Says where in time a session lies. */
export interface TimeWindows {
  /** 1 for the newest, e times less 90 days before. */
  readonly age: (endMs: number) => number;
  readonly windowOf: (endMs: number) => 'recent' | 'before' | null;
}

/** Divides time by when sessions ended; null when they lie within a day, or have no times. */
export const timeWindows = (endsMs: Float64Array): TimeWindows | null => {
  const sorted = endsMs.toSorted();
  const newest = sorted[Math.floor((sorted.length - 1) * SURE_SHARE)] ?? NaN;
  const spanMs = newest - (sorted[0] ?? NaN);
  if (!(spanMs >= DAY_MS)) return null;
  const windowMs = Math.min(WINDOW_DAYS * DAY_MS, spanMs / (WINDOWS_BEFORE + 1));
  return {
    age: (endMs) => Math.exp(-Math.max(newest - endMs, 0) / (FADE_DAYS * DAY_MS)),
    windowOf(endMs) {
      const windows = (newest - endMs) / windowMs;
      if (windows < 1) return 'recent';
      return windows <= WINDOWS_BEFORE + 1 ? 'before' : null;
    },
  };
};
