import type { BitReader } from './bit-reader.js';
import { NAMES_PER_BLOCK } from './neighbour-format.js';

/** An ascending list of which only the blocks that are asked for are decoded. */
export interface ItemList<T> {
  readonly at: (place: number) => T | undefined;
  /** Where it is, or -1. */
  readonly placeOf: (wanted: T) => number;
}

/**
 * Opens a list where its blocks are told, and goes behind it.
 *
 * @param readNext - Reads an entry, told by what differs from the one before it; before the first of a block there is none.
 */
export const openList = <T extends string | number>(
  reader: BitReader,
  length: number,
  readNext: (before?: T) => T,
): ItemList<T> => {
  const goTo = reader.blocks(Math.ceil(length / NAMES_PER_BLOCK));
  // What was asked for once is kept: a page asks for the same few again and again.
  const blocks: T[][] = [];
  const at = (place: number): T | undefined => {
    if (place >= length) return undefined;
    const block = Math.floor(place / NAMES_PER_BLOCK);
    const wanted = place % NAMES_PER_BLOCK;
    const known = (blocks[block] ??= []);
    if (known.length <= wanted) {
      goTo(block);
      for (let entry = 0; entry <= wanted; entry += 1) known[entry] = readNext(known[entry - 1]);
    }
    return known[wanted];
  };
  return {
    at,
    placeOf(wanted) {
      let [block, end] = [0, Math.ceil(length / NAMES_PER_BLOCK)];
      while (end - block > 1) {
        const middle = (block + end) >> 1;
        if ((at(middle * NAMES_PER_BLOCK) as T) > wanted) end = middle;
        else block = middle;
      }
      const first = block * NAMES_PER_BLOCK;
      // From the last on: so the block is decoded but once.
      for (let place = first + NAMES_PER_BLOCK - 1; place >= first; place -= 1) if (at(place) === wanted) return place;
      return -1;
    },
  };
};
