import { createRecommender } from '@aisle/engine';
import type { Item } from '@aisle/schema';
import type { SessionEvent } from '../neighbours/session-corpus.js';
import { trainSimilar } from '../similar/train-similar.js';

/** Sessions, a catalogue, and how many items are shown. */
export interface ColdToMeasure {
  readonly training: Iterable<readonly SessionEvent[]>;
  readonly tests: Iterable<readonly SessionEvent[]>;
  readonly items: readonly Item[];
  readonly k: number;
}

/** How well clicks on items that nobody had clicked before were foretold by likeness alone. */
export interface ColdMetrics {
  readonly predictions: number;
  readonly hitRate: number;
  readonly meanReciprocalRank: number;
  /** What showing so many items of the catalogue by chance would hit. */
  readonly byChance: number;
}

/** Foretells next clicks on items of the catalogue that training never saw. Null when there are none. */
export const measureCold = ({ training, tests, items, k }: ColdToMeasure): ColdMetrics | null => {
  const seen = new Set<string>();
  for (const session of training) for (const { itemId } of session) seen.add(itemId);
  const catalogue = new Set(items.map(({ item_id: itemId }) => itemId));
  const { recommend } = createRecommender(trainSimilar(items));
  const sums = { predictions: 0, hits: 0, reciprocal: 0 };
  const predict = (before: readonly string[], next: string): void => {
    const place = recommend(before, { limit: k, excludeSeen: true }).indexOf(next);
    sums.predictions += 1;
    sums.hits += Number(place >= 0);
    sums.reciprocal += place < 0 ? 0 : 1 / (place + 1);
  };
  for (const session of tests) {
    const ids = session.map(({ itemId }) => itemId);
    for (const [at, next] of ids.entries()) {
      const isCold = at > 0 && !seen.has(next) && catalogue.has(next) && !ids.slice(0, at).includes(next);
      if (isCold) predict(ids.slice(0, at), next);
    }
  }
  const { predictions, hits, reciprocal } = sums;
  if (predictions === 0) return null;
  return {
    predictions,
    hitRate: hits / predictions,
    meanReciprocalRank: reciprocal / predictions,
    byChance: Math.min(k / catalogue.size, 1),
  };
};
