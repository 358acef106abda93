import { own } from '../own.js';
import type { Profile } from '../profile/profile.js';
import { type Accumulator, type Entry, decayed, sinceOf } from './history.js';

const dayMs = 86_400_000;

type Reading = (entries: readonly Entry[], accumulator: Accumulator, nowMs: number) => unknown;

const sumOf = (entries: readonly Entry[], place: 1 | 2): number =>
  entries.reduce((sum, entry) => sum + Number(entry[place]), 0);

const readings: Readonly<Record<Accumulator['fn'], Reading>> = {
  count: (entries) => sumOf(entries, 1),
  sum: (entries) => sumOf(entries, 2),
  average: (entries) => (entries[0] ? sumOf(entries, 2) / sumOf(entries, 1) : undefined),
  max: (entries) => (entries[0] ? Math.max(...entries.map(([, , value]) => Number(value))) : undefined),
  distinct: (entries) => new Set(entries.map((entry) => entry[2])).size,
  first: ([first]) => first?.[2],
  last: (entries) => entries.at(-1)?.[2],
  daysSince: ([last], _, nowMs) => last && Math.max(0, nowMs - last[0]) / dayMs,
  score: ([last], { halfLifeMs }, nowMs) =>
    last ? decayed(Number(last[2]), nowMs - last[0], halfLifeMs ?? Infinity) : 0,
  sequence: (entries, { steps }) => entries.some(([, step]) => step === steps),
};

/** What an accumulator says at a moment: windows expire without an event. Undefined while its past is not read yet. */
export const readHistory = (profile: Profile, accumulator: Accumulator, nowMs: number): unknown => {
  const { history, session, firstAtMs } = profile;
  const entries = own(history, accumulator.key) ?? (firstAtMs === null ? [] : undefined);
  const sinceMs = sinceOf(accumulator, nowMs, session.startedAtMs);
  return (
    entries &&
    readings[accumulator.fn](
      entries.filter((entry) => entry[0] > sinceMs),
      accumulator,
      nowMs,
    )
  );
};
