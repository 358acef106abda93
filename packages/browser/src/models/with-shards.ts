import type { SessionRecommender, ShardedRecommender } from '@aisle/engine';
import { fetchBytes, type ModelSource } from './load-model.js';

/** Answers from the shards at hand, and loads those that are missing; decisions are made anew when one came. */
export const withShards = (recommender: ShardedRecommender, url: string, source: ModelSource): SessionRecommender => {
  const asked = new Set<number>();
  const load = async (shard: number): Promise<void> => {
    asked.add(shard);
    try {
      recommender.put(shard, await fetchBytes(`${url}/${shard}.bin`, source));
      source.changed();
    } catch (cause) {
      // Not again on this page: what is missing there is missing, and fallbacks answer.
      source.diagnose('model/stale', `shard ${shard}: cannot be used`, cause);
    }
  };
  const need = (itemIds: readonly string[]): void => {
    if (source.personalization() !== 'granted') return;
    for (const shard of recommender.missing(itemIds)) if (!asked.has(shard)) void load(shard);
  };
  return {
    recommend(itemIds, wish) {
      need(itemIds);
      return recommender.recommend(itemIds, wish);
    },
    suggest(itemIds, wish) {
      need(itemIds);
      return recommender.suggest(itemIds, wish);
    },
  };
};
