import { createRecommender } from '@aisle/engine';
import type { Ranker } from './ranker.js';

/** Ours, as a page would ask it: through the bytes. */
export const createNeighbours = (name: string, bytes: Uint8Array, itemIds: readonly string[]): Ranker => {
  const { recommend } = createRecommender(bytes);
  const numbers = new Map(itemIds.map((id, number) => [id, number]));
  return {
    name,
    rank: (session, limit) =>
      recommend(
        session.map((item) => itemIds[item] ?? ''),
        { limit },
      ).map((id) => numbers.get(id) ?? -1),
  };
};
