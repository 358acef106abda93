import type { Item } from '@aisle/schema';
import { clusterOrder } from '../neighbours/cluster-order.js';
import type { OnRows } from '../neighbours/count-neighbours.js';
import { type NeighbourOptions, settingsOf } from '../neighbours/neighbour-options.js';
import type { LearnedTable } from '../neighbours/pack-table.js';
import { writeArtifact } from '../neighbours/write-artifact.js';
import { countSimilar } from './count-similar.js';
import { describeItem } from './item-features.js';

/** How likeness is trained. */
export type SimilarOptions = Pick<NeighbourOptions, 'length' | 'names'>;

/** Likeness fades fast along a row, and a slot shows eight. */
export const SIMILAR_LENGTH = 16;

/** Of an id that comes twice the first counts. */
const distinct = (items: Iterable<Item>): readonly Item[] => {
  const byId = new Map<string, Item>();
  for (const item of items) if (!byId.has(item.item_id)) byId.set(item.item_id, item);
  return [...byId.values()];
};

/** Learns from a catalogue which items are alike. @throws {TrainerError} naming the option that is wrong. */
export const learnSimilar = (items: Iterable<Item>, options: SimilarOptions = {}, onRows?: OnRows): LearnedTable => {
  const { length } = settingsOf({ length: SIMILAR_LENGTH, ...options });
  const described = distinct(items).map(describeItem);
  const table = countSimilar(described, { length, onRows });
  return { rows: { table, order: clusterOrder(table), popular: [] }, itemIds: described.map(({ itemId }) => itemId) };
};

/**
 * Learns from a catalogue which items are alike by category, brand, words of the title and price, and writes it as the bytes
 * that `createRecommender` of `@aisle/engine` opens. It knows an item that nobody has clicked yet.
 *
 * @throws {TrainerError} naming the option that is wrong.
 */
export const trainSimilar = (items: Iterable<Item>, options: SimilarOptions = {}, onRows?: OnRows): Uint8Array => {
  const { rows, itemIds } = learnSimilar(items, options, onRows);
  return writeArtifact(rows, itemIds, { names: settingsOf(options).names });
};
