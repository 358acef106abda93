import type { BitReader } from './bit-reader.js';
import { NAMES_PER_BLOCK, WIDTH_BITS } from './neighbour-format.js';

/** An ascending list of which only the blocks that are asked for are decoded. */
export interface ItemList<T> {
  readonly at: (place: number) => T | undefined;
  /** Where it is, or -1. */
  readonly placeOf: (wanted: T) => number;
}

/**
 * Opens a list where its blocks' lengths are told.
 *
 * @param readNext - Reads an entry, told by what differs from the one before it; before the first of a block there is none.
 */
export const openList = <T extends string | number>(
  reader: BitReader,
  length: number,
  readNext: (before: T | undefined) => T,
): ItemList<T> => {
  const starts = reader.sums(Math.ceil(length / NAMES_PER_BLOCK), reader.read(WIDTH_BITS));
  const blocks: (readonly T[])[] = [];
  const readBlock = (block: number): readonly T[] => {
    reader.at = starts[block] ?? 0;
    let last: T | undefined;
    return Array.from({ length: NAMES_PER_BLOCK }, () => (last = readNext(last)));
  };
  const at = (place: number): T | undefined => {
    if (place >= length) return undefined;
    const block = Math.floor(place / NAMES_PER_BLOCK);
    // What was asked for once is kept: a page asks for the same few again and again.
    return (blocks[block] ??= readBlock(block))[place % NAMES_PER_BLOCK];
  };
  return {
    at,
    placeOf(wanted) {
      let [low, high] = [0, length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((at(middle) ?? wanted) < wanted) low = middle + 1;
        else high = middle;
      }
      return at(low) === wanted ? low : -1;
    },
  };
};
