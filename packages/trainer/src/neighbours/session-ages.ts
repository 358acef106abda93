import { ageAt, timeSpanOf } from '../sessions/time-span.js';
import type { SessionCorpus } from './session-corpus.js';

const DAY_MS = 86_400_000;
/** Without times the whole input stands for so many fading times: 144 days of a shop, by which it was tuned. */
const FADES_IN_ALL = 1.6;

/** Gives what each session counts by its age, 1 for the newest: by time or, where that is not told, by position. */
export const agesOf = ({ endsAtMs }: Pick<SessionCorpus, 'endsAtMs'>): Float64Array => {
  const span = timeSpanOf(endsAtMs);
  const isTimed = endsAtMs.every(Number.isFinite) && span.untilMs - span.fromMs >= DAY_MS;
  if (isTimed) return endsAtMs.map((endMs) => ageAt(endMs, span));
  const last = endsAtMs.length - 1;
  return endsAtMs.map((_, at) => Math.exp((-FADES_IN_ALL * (last - at)) / endsAtMs.length));
};
