import { createRecommender } from '@aisle/engine';
import { trainNeighbours } from '@aisle/trainer';

const DAY_MS = 86_400_000;
const K = 20;

/** @typedef {import('./recordings.mjs').Sessions} Sessions */

/**
 * Foretells the last days of a recording, and tells clicks apart by their types.
 *
 * @param {Sessions} sessions
 * @param {{ days: number, options: import('@aisle/trainer').NeighbourOptions }} how
 * @returns {{ type: string, predictions: number, hitRate: number, meanReciprocalRank: number }[]}
 */
export const nextOfType = (sessions, { days, options }) => {
  const startOf = (/** @type {Sessions[number]} */ session) => session[0]?.atMs ?? 0;
  const cutMs = startOf(sessions.at(-1) ?? []) - days * DAY_MS;
  const training = sessions.filter((session) => startOf(session) < cutMs);
  const known = new Set(training.flat().map(({ itemId }) => itemId));
  const { recommend } = createRecommender(trainNeighbours(training, options));
  /** @type {Map<string, { predictions: number, hits: number, reciprocal: number }>} */
  const byType = new Map();
  for (const whole of sessions.filter((session) => startOf(session) >= cutMs)) {
    const session = whole.filter(({ itemId }) => known.has(itemId));
    for (const [at, { type, itemId }] of session.entries()) {
      if (at === 0) continue;
      const sums = byType.get(type) ?? { predictions: 0, hits: 0, reciprocal: 0 };
      byType.set(type, sums);
      const before = session.slice(0, at).map((event) => event.itemId);
      const place = recommend(before, { limit: K }).indexOf(itemId);
      sums.predictions += 1;
      sums.hits += Number(place >= 0);
      sums.reciprocal += place < 0 ? 0 : 1 / (place + 1);
    }
  }
  return [...byType].map(([type, { predictions, hits, reciprocal }]) => ({
    ...{ type, predictions },
    hitRate: hits / predictions,
    meanReciprocalRank: reciprocal / predictions,
  }));
};
