import { createRecommender } from '@aisle/engine';
import type { Item, NeighboursManifest } from '@aisle/schema';
import { createUnseenRanker } from '../evaluate/neighbours-ranker.js';
import { measureTail } from '../model/measure-tail.js';
import type { OnRows } from '../neighbours/count-neighbours.js';
import { describeTable } from '../neighbours/describe-table.js';
import type { NeighbourModel } from '../neighbours/neighbour-model.js';
import { settingsOf } from '../neighbours/neighbour-options.js';
import { packTable, type PackOptions } from '../neighbours/pack-table.js';
import type { SessionEvent } from '../neighbours/session-corpus.js';
import { SIMILAR_LENGTH, type SimilarOptions, learnSimilar } from './train-similar.js';
import { withRows } from '../neighbours/with-rows.js';
import { writeArtifact } from '../neighbours/write-artifact.js';

/** What it is judged by: it learns nothing from sessions. */
interface Judges {
  readonly sessions: Iterable<readonly SessionEvent[]>;
  readonly count: number;
  readonly onRows?: OnRows;
}

/**
 * Trains which items of a catalogue are alike, and measures how many next clicks of the last sessions that alone foretells.
 *
 * @throws {TrainerError} naming the option that is wrong, or when nothing is alike.
 */
export const trainSimilarModel = (
  items: readonly Item[],
  { shards, ...options }: SimilarOptions & Pick<PackOptions, 'shards'>,
  { sessions, count, onRows }: Judges,
): NeighbourModel => {
  const { length, names } = settingsOf({ length: SIMILAR_LENGTH, ...options });
  const learned = withRows(
    learnSimilar(items, options, onRows),
    'no two items of the catalogue are alike: all rows of similar would be empty. Fix: give items a category, a brand, a name or a price',
  );
  const { rows, itemIds } = learned;
  const packed = packTable(learned, { names, shards });
  const manifest: NeighboursManifest = {
    ...{ ...describeTable(packed), kind: 'similar' },
    features: ['item_category', 'item_brand', 'item_name', 'price'],
    trainedOn: { sessions: 0, events: 0, items: itemIds.length, fromMs: null, untilMs: null },
    parameters: { floor: 0, length, names, weights: {} },
    metrics: measureTail({
      sessions,
      count,
      alsoKnown: itemIds,
      learn: (_first, ids) =>
        createUnseenRanker(createRecommender(writeArtifact(rows, itemIds, { names: 'ids' })), ids),
    }),
  };
  return { ...packed, manifest };
};
