import { clicksOf } from './popularity-ranker.js';
import type { ItemSessions, Ranker } from './ranker.js';

/** How well next clicks were foretold. */
export interface RankingMetrics {
  readonly name: string;
  readonly predictions: number;
  /** Share of next clicks that were among the first `k`. */
  readonly hitRate: number;
  /** Mean of 1 / place, 0 where the next click was not among the first `k`. */
  readonly meanReciprocalRank: number;
  /** Share of the items of the training part that were shown at all. */
  readonly coverage: number;
  /** Mean clicks of what was shown, divided by those of what was clicked next: above 1 it prefers what is popular anyhow. */
  readonly popularityBias: number;
}

/** What a ranker is measured on. */
export interface Examination {
  /** What it learned from, or how often each item was clicked in it. */
  readonly training: ItemSessions | ReadonlyMap<number, number>;
  /** Every click but the first of each of these sessions is a prediction. */
  readonly tests: ItemSessions;
  /** How many items are shown. */
  readonly k: number;
  /** Called after each test session. */
  readonly onSession?: (done: number) => void;
}

/** Asks a ranker for every next click of the test sessions. */
export const measureRanker = (
  { name, rank }: Ranker,
  { training, tests, k, onSession }: Examination,
): RankingMetrics => {
  const clicks = training instanceof Map ? training : clicksOf(training as ItemSessions);
  const shownItems = new Set<number>();
  const sums = { predictions: 0, hits: 0, reciprocal: 0, shown: 0, shownClicks: 0, nextClicks: 0 };
  const predict = (session: readonly number[], at: number): void => {
    const next = session[at] ?? -1;
    const shown = rank(session.slice(0, at), k);
    const place = shown.indexOf(next);
    sums.predictions += 1;
    sums.hits += Number(place >= 0);
    sums.reciprocal += place < 0 ? 0 : 1 / (place + 1);
    sums.shown += shown.length;
    sums.nextClicks += clicks.get(next) ?? 0;
    for (const item of shown) {
      shownItems.add(item);
      sums.shownClicks += clicks.get(item) ?? 0;
    }
  };
  for (const [done, session] of tests.entries()) {
    for (let at = 1; at < session.length; at += 1) predict(session, at);
    onSession?.(done + 1);
  }
  const { predictions } = sums;
  return {
    ...{ name, predictions },
    hitRate: sums.hits / predictions,
    meanReciprocalRank: sums.reciprocal / predictions,
    coverage: shownItems.size / clicks.size,
    popularityBias: sums.shownClicks / sums.shown / (sums.nextClicks / predictions),
  };
};
