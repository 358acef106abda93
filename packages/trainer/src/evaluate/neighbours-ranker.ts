import { createRecommender, type RecommendWish, type SessionRecommender } from '@aisle/engine';
import type { Ranker } from './ranker.js';

const rankerOf = (
  { recommend }: SessionRecommender,
  itemIds: readonly string[],
  { name, ...wish }: RecommendWish & { readonly name: string },
): Ranker => {
  const numbers = new Map(itemIds.map((id, number) => [id, number]));
  return {
    name,
    rank: (session, limit) =>
      recommend(
        session.map((item) => itemIds[item] ?? ''),
        { limit, ...wish },
      ).map((id) => numbers.get(id) ?? -1),
  };
};

/** Ours, as a page would ask it: through the bytes. */
export const createNeighbours = (name: string, bytes: Uint8Array, itemIds: readonly string[]): Ranker =>
  rankerOf(createRecommender(bytes), itemIds, { name });

/** Shows only what the session has not seen, as slots beside a product or a cart do. */
export const createUnseenRanker = (recommender: SessionRecommender, itemIds: readonly string[]): Ranker =>
  rankerOf(recommender, itemIds, { name: 'unseen', excludeSeen: true });
