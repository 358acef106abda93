import type { SessionCorpus } from './session-corpus.js';

const DAY_MS = 86_400_000;
const FADE_DAYS = 90;
/** Without times the whole input stands for so many fading times: 144 days of a shop, by which it was tuned. */
const FADES_IN_ALL = 1.6;
/** Clocks of devices go wrong: the few newest times do not say what today is. */
const SURE_SHARE = 0.999;

const isTimed = (sorted: Float64Array): boolean =>
  // NaN is sorted last.
  Number.isFinite(sorted.at(-1)) && (sorted.at(-1) ?? 0) - (sorted[0] ?? 0) >= DAY_MS;

/** Gives what each session counts by its age, 1 for the newest: by time or, where that is not told, by position. */
export const agesOf = ({ endsAtMs }: Pick<SessionCorpus, 'endsAtMs'>): Float64Array => {
  const sorted = endsAtMs.toSorted();
  const last = endsAtMs.length - 1;
  if (!isTimed(sorted)) return endsAtMs.map((_, at) => Math.exp((-FADES_IN_ALL * (last - at)) / endsAtMs.length));
  const newest = sorted[Math.ceil(last * SURE_SHARE)] ?? 0;
  return endsAtMs.map((endMs) => Math.exp(-Math.max(newest - endMs, 0) / (FADE_DAYS * DAY_MS)));
};
