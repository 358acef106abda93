const DAY_MS = 86_400_000;
const FADE_DAYS = 90;
/** Of fewer times each is believed: nothing tells which of them are wrong. */
const FEWEST = 10;
/** So much of all times, at either end, is believed only when it lies near the rest. */
const DOUBTED = 0.05;
const LEAST_MS = 7 * DAY_MS;
/** Of those near, too, the very newest do not say what today is. */
const SURE_SHARE = 0.999;

/** When recorded things began and ended, whatever single clocks say. */
export interface TimeSpan {
  /** Infinity where nothing has a time. */
  readonly fromMs: number;
  /** -Infinity where nothing has a time. */
  readonly untilMs: number;
}

/** The first and the last that can be: 5 % take no longer than twice the time of the 10 % before, and a shop may begin slowly. */
const boundsOf = (sorted: Float64Array): readonly [first: number, last: number] => {
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? NaN;
  const early = sorted[Math.ceil((sorted.length - 1) * DOUBTED)] ?? NaN;
  const late = at(1 - DOUBTED);
  return [early - Math.max(LEAST_MS, late - early), late + Math.max(LEAST_MS, late - at(1 - 3 * DOUBTED))];
};

/**
 * Says from when to when things happened. Clocks of devices go wrong, by hours or by thousands of years: a time far from the
 * others neither begins nor ends a recording. All models learn by this one.
 */
export const timeSpanOf = (timesMs: Float64Array): TimeSpan => {
  const sorted = timesMs.filter(Number.isFinite).sort();
  const [first, last] = sorted.length < FEWEST ? [-Infinity, Infinity] : boundsOf(sorted);
  const near = sorted.filter((timeMs) => timeMs >= first && timeMs <= last);
  return {
    fromMs: near[0] ?? Infinity,
    untilMs: near[Math.ceil((near.length - 1) * SURE_SHARE)] ?? -Infinity,
  };
};

/** What counts 1 at the end of the span counts e times less 90 days before. */
export const ageAt = (endMs: number, { untilMs }: TimeSpan): number =>
  Math.exp(-Math.max(untilMs - endMs, 0) / (FADE_DAYS * DAY_MS));
