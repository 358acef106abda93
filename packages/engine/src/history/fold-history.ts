import type { AisleEvent } from '@aisle/schema';
import { meets } from '../condition/matches.js';
import { valueAt } from '../condition/operators.js';
import { objectsIn, own } from '../own.js';
import { type Accumulator, type Entry, type History, decayed, sinceOf } from './history.js';

type Entries = readonly Entry[];
type Add = (entries: Entries, entry: Entry, accumulator: Accumulator) => Entries;

const addPoints: Add = ([had], [atMs, , points], { halfLifeMs, cap }) => {
  const [hadAtMs, , weight] = had ?? [atMs, 1, 0];
  const nowMs = Math.max(hadAtMs, atMs);
  const left = (value: unknown, fromMs: number) => decayed(Number(value), nowMs - fromMs, halfLifeMs ?? Infinity);
  return [[nowMs, 1, Math.min(cap ?? Infinity, left(weight, hadAtMs) + left(points, atMs))]];
};

/** Entries are chains: when the first step was, and how many steps it has. Of two as long the later one counts. */
const addStep: Add = (entries, [atMs, , step], { windowMs }) => {
  if (step === 0) return entries.filter(([startMs]) => startMs > atMs);
  const before = entries.find(
    ([startMs, steps]) => steps + 1 === step && startMs <= atMs && startMs > atMs - Number(windowMs),
  );
  const startMs = step === 1 ? atMs : before?.[0];
  if (startMs === undefined) return entries;
  return [...entries.filter(([otherMs, steps]) => steps !== step || otherMs > startMs), [startMs, Number(step), 0]];
};

/** What one entry keeps of two values. */
const joined = (fn: Accumulator['fn'], older: unknown, newer: unknown): unknown => {
  if (fn === 'max') return Math.max(Number(older), Number(newer));
  return fn === 'sum' || fn === 'average' ? Number(older) + Number(newer) : newer;
};

const addValue: Add = (entries, entry, { fn, max }) => {
  const list =
    fn === 'distinct' ? entries.filter(([atMs, , value]) => value !== entry[2] || atMs > entry[0]) : [...entries];
  const last = list.at(-1);
  list.push(entry);
  // Late events are rare; sorting two hundred each time is not for nothing.
  if (last && last[0] > entry[0]) list.sort((a, b) => a[0] - b[0]);
  const [oldest, next] = list;
  if (oldest && next && list.length > max)
    list.splice(0, 2, fn === 'first' ? oldest : [next[0], oldest[1] + next[1], joined(fn, oldest[2], next[2])]);
  return list;
};

// oxlint-disable-next-line complexity -- asked for each event that matches: one pass.
const foldOne = (before: Entries, accumulator: Accumulator, { name, atMs, params }: AisleEvent): Entries => {
  const { fn, rules } = accumulator;
  const add = fn === 'score' ? addPoints : fn === 'sequence' ? addStep : addValue;
  let entries = before;
  for (const { events, items, when, field, points } of rules) {
    if (!events.includes(name)) continue;
    for (const subject of items ? objectsIn(own(params, 'items')) : [params]) {
      const value = field ? valueAt(subject, field) : points;
      if (value !== undefined && typeof value !== 'object' && meets(when, subject))
        entries = add(entries, [atMs, 1, value], accumulator);
    }
  }
  return entries;
};

/**
 * Takes an event into every accumulator that is filled from the past.
 *
 * Never throws: what `publish` did not make counts nothing.
 *
 * @param isFirst - Nothing happened before: then all of them begin here.
 */
// oxlint-disable-next-line complexity -- the same.
export const foldHistory = (
  history: History,
  accumulators: readonly Accumulator[],
  [event, sessionMs, isFirst]: readonly [AisleEvent, number | null, boolean],
): History => {
  // Only what is asked for now: the rest would miss this event, and is better read again from the log.
  const next: Record<string, Entries> = {};
  try {
    for (const accumulator of accumulators) {
      const had = own(history, accumulator.key) ?? (isFirst ? [] : undefined);
      if (!had) continue;
      const sinceMs = sinceOf(accumulator, Math.max(event.atMs, had.at(-1)?.[0] ?? 0), sessionMs);
      const kept = (had[0]?.[0] ?? 0) > sinceMs ? had : had.filter((entry) => entry[0] > sinceMs);
      next[accumulator.key] = event.atMs > sinceMs ? foldOne(kept, accumulator, event) : kept;
    }
  } catch {
    // The event itself must not be lost by it.
  }
  return next;
};
