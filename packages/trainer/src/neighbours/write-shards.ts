import { shardOf } from '@aisle/engine';
import type { NeighbourTable } from './count-neighbours.js';
import { writeArtifact } from './write-artifact.js';
import type { RowsToWrite } from './write-rows.js';

/** The rows of some items with nothing but the items that these name. */
const partOf = ({ table, order }: RowsToWrite, own: readonly number[], placeOf: Uint32Array) => {
  const rowOf = (item: number) => table.neighbours.subarray(table.starts[item], table.starts[item + 1]);
  const places = new Set(own.map((item) => placeOf[item] ?? 0));
  for (const item of own) for (const neighbour of rowOf(item)) places.add(placeOf[neighbour] ?? 0);
  // In the order of the whole: so equal neighbours stand as they stand there.
  const sorted = Uint32Array.from(places).sort();
  const localOf = new Map(Array.from(sorted, (place, local) => [place, local]));
  const isOwn = new Set(own);
  const starts = new Uint32Array(sorted.length + 1);
  const neighbours: number[] = [];
  const weights: number[] = [];
  sorted.forEach((place, local) => {
    const item = order[place] ?? 0;
    if (isOwn.has(item))
      rowOf(item).forEach((neighbour, at) => {
        neighbours.push(localOf.get(placeOf[neighbour] ?? 0) ?? 0);
        weights.push(table.weights[(table.starts[item] ?? 0) + at] ?? 0);
      });
    starts[local + 1] = neighbours.length;
  });
  const part: NeighbourTable = {
    starts,
    neighbours: Uint32Array.from(neighbours),
    weights: Float32Array.from(weights),
  };
  return { part, items: Array.from(sorted, (place) => order[place] ?? 0) };
};

/**
 * Spreads rows over files, an item's in the one that `shardOf` of `@aisle/engine` tells. Each is an artifact by itself, with the
 * levels of the whole, so that together they answer as the whole does.
 */
export const writeShards = (rows: RowsToWrite, itemIds: readonly string[], shards: number): readonly Uint8Array[] => {
  const placeOf = new Uint32Array(rows.order.length);
  rows.order.forEach((item, place) => (placeOf[item] = place));
  const own: number[][] = Array.from({ length: shards }, () => []);
  itemIds.forEach((id, item) => own[shardOf(id, shards)]?.push(item));
  const strongest = rows.table.weights.reduce((most, weight) => Math.max(most, weight), 0);
  return own.map((items) => {
    const { part, items: named } = partOf(rows, items, placeOf);
    return writeArtifact(
      { table: part, order: Uint32Array.from(named.keys()), popular: [], strongest },
      named.map((item) => itemIds[item] ?? ''),
      { names: 'ids' },
    );
  });
};
