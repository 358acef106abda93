import { expect, it } from 'vitest';
import { timeSpanOf } from '../../../../packages/trainer/src/sessions/time-span.js';

const DAY_MS = 86_400_000;
const nowMs = Date.UTC(2026, 10, 22);
/** The end of what a date can hold. */
const absurdMs = 8.64e15;

/** So many times, spread evenly over the days before now. */
const steady = (count: number, days: number): number[] =>
  Array.from({ length: count }, (_, at) => nowMs - (days * DAY_MS * (count - 1 - at)) / (count - 1));
const spanOf = (...timesMs: number[]) => timeSpanOf(Float64Array.from(timesMs));

it.each([10, 60, 200, 900, 1_000])('is the first and the last of %i times that are right', (count) => {
  expect(spanOf(...steady(count, 60))).toEqual({ fromMs: nowMs - 60 * DAY_MS, untilMs: nowMs });
});

it.each([
  [10, 1],
  [60, 1],
  [200, 5],
  [2_832, 4],
])('of %i times does not end with %i clocks that are wrong, by whatever', (count, wrong) => {
  for (const wrongMs of [absurdMs, nowMs * 1_000, nowMs + 365 * DAY_MS, nowMs + 40 * DAY_MS]) {
    const { untilMs } = spanOf(...steady(count, 60), ...Array.from({ length: wrong }, () => wrongMs));
    expect(untilMs).toBeLessThanOrEqual(nowMs);
    expect(untilMs).toBeGreaterThan(nowMs - DAY_MS);
  }
});

it('does not begin with a clock that was never set', () => {
  expect(spanOf(0, 0, ...steady(200, 60))).toEqual({ fromMs: nowMs - 60 * DAY_MS, untilMs: nowMs });
});

it('begins with the slow start of a shop', () => {
  const slow = [300, 250, 200].map((days) => nowMs - days * DAY_MS);
  expect(spanOf(...slow, ...steady(200, 180)).fromMs).toBe(nowMs - 300 * DAY_MS);
});

it('ends with the first day after two weeks of holidays in which nobody came', () => {
  const openedMs = nowMs + 14 * DAY_MS;
  expect(spanOf(...steady(365, 365), openedMs, openedMs + 1).untilMs).toBe(openedMs + 1);
});

it('believes each of a few times', () => {
  expect(spanOf(nowMs, nowMs + 365 * DAY_MS)).toEqual({ fromMs: nowMs, untilMs: nowMs + 365 * DAY_MS });
});

it('leaves out what has no time, and is empty when nothing has', () => {
  expect(spanOf(NaN, nowMs, -Infinity)).toEqual({ fromMs: nowMs, untilMs: nowMs });
  expect(spanOf(NaN)).toEqual({ fromMs: Infinity, untilMs: -Infinity });
});
