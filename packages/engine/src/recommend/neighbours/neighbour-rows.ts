import type { ArtifactHead } from './artifact-head.js';
import { createBitReader, type SymbolTable } from './bit-reader.js';
import {
  GAP_CONTEXTS,
  gapContextOf,
  HEAD_BYTES,
  LEVEL_CONTEXTS,
  levelContextOf,
  ROWS_PER_BLOCK,
  SYMBOL_BITS,
  widthOf,
} from './neighbour-format.js';

/** An item that sessions had near another one. Items are numbers here, in an order that keeps together what is seen together. */
export interface Neighbour<Item = number> {
  readonly item: Item;
  readonly weight: number;
}

/** The rows of an artifact. */
export interface NeighbourRows {
  /** The most popular items, the most popular first. */
  readonly popular: readonly number[];
  /** Gives the neighbours of an item, in no order. */
  readonly neighboursOf: (item: number) => readonly Neighbour[];
}

const MOST_KEPT = 1_000;

/** Opens the rows. What was asked for is decoded then, and the rest never. */
export const openRows = (bytes: Uint8Array, { items, popular, strongest, ratio }: ArtifactHead): NeighbourRows => {
  const reader = createBitReader(bytes, HEAD_BYTES);
  const tables = (count: number) => Array.from({ length: count }, reader.table);
  const lengths = reader.table();
  const gaps = tables(GAP_CONTEXTS);
  const levels = tables(LEVEL_CONTEXTS);
  const weights = Array.from({ length: 1 << SYMBOL_BITS }, (_, level) => strongest * ratio ** level);
  const mostPopular = Array.from({ length: popular }, () => reader.read(widthOf(items)));
  const goTo = reader.blocks(Math.ceil(items / ROWS_PER_BLOCK));

  const readRow = (item: number): readonly Neighbour[] => {
    const sides = [reader.symbol(lengths), reader.symbol(lengths)] as const;
    const row: Neighbour[] = [];
    sides.forEach((length, isBelow) => {
      let [distance, gap] = [0, 0];
      for (let place = 0; place < length; place += 1) {
        gap = reader.gap(gaps[gapContextOf(place, gap)] as SymbolTable);
        distance += gap + 1;
        const level = reader.symbol(levels[levelContextOf(sides[0] + sides[1], place)] as SymbolTable);
        row.push({ item: isBelow ? item - distance : item + distance, weight: weights[level] ?? 0 });
      }
    });
    return row;
  };
  const readFrom = (block: number, item: number): readonly Neighbour[] => {
    goTo(block);
    for (let before = block * ROWS_PER_BLOCK; before < item; before += 1) readRow(before);
    return readRow(item);
  };
  const kept = new Map<number, readonly Neighbour[]>();
  return {
    popular: mostPopular,
    neighboursOf(item) {
      const row = kept.get(item) ?? readFrom(Math.floor(item / ROWS_PER_BLOCK), item);
      // A page asks for the same few again and again; a server must not keep them all.
      if (kept.size > MOST_KEPT) kept.clear();
      kept.set(item, row);
      return row;
    },
  };
};
