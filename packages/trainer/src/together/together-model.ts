import { createRecommender } from '@aisle/engine';
import type { NeighboursManifest } from '@aisle/schema';
import { createUnseenRanker } from '../evaluate/neighbours-ranker.js';
import { learnedFrom } from '../model/learned-from.js';
import { measureTail } from '../model/measure-tail.js';
import type { OnRows } from '../neighbours/count-neighbours.js';
import { describeTable } from '../neighbours/describe-table.js';
import type { NeighbourModel } from '../neighbours/neighbour-model.js';
import { settingsOf } from '../neighbours/neighbour-options.js';
import { packTable, type PackOptions } from '../neighbours/pack-table.js';
import type { SessionEvent } from '../neighbours/session-corpus.js';
import { hasRows } from '../neighbours/with-rows.js';
import { basketsOf, shuffledBaskets } from './baskets.js';
import { learnTogether, type TogetherOptions, trainTogether } from './train-together.js';

/**
 * Trains what is bought together on all sessions, oldest first, and measures on the last baskets: each item of them by some of the
 * others. Null when no two items were bought together in as many sessions as the floor.
 *
 * @param sessions - Gone through several times.
 * @throws {TrainerError} naming the event or option that is wrong.
 */
export const trainTogetherModel = (
  sessions: Iterable<readonly SessionEvent[]>,
  { shards, ...options }: TogetherOptions & Pick<PackOptions, 'shards'> = {},
  onRows?: OnRows,
): NeighbourModel | null => {
  const { floor, length, names } = settingsOf(options);
  const learned = learnTogether(sessions, options, onRows);
  if (!hasRows(learned)) return null;
  const packed = packTable(learned, { names, shards });
  const baskets = basketsOf(sessions);
  const trainedOn = learnedFrom(baskets);
  const manifest: NeighboursManifest = {
    ...{ ...describeTable(packed), kind: 'together', features: ['purchase'], trainedOn },
    parameters: { floor, length, names, weights: {} },
    metrics: measureTail({
      sessions: shuffledBaskets(sessions),
      count: trainedOn.sessions,
      learn: (first, itemIds) =>
        createUnseenRanker(createRecommender(trainTogether(first, { ...options, names: 'ids' })), itemIds),
    }),
  };
  return { ...packed, manifest };
};
