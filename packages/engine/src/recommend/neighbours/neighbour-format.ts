// What the trainer writes and the page reads. A change here is a new VERSION: a page refuses what it cannot read.
//
// An artifact is a head of little-endian words, then two streams of bits: rows, and at `namesAt` the items' names. The rows'
// stream holds symbol tables, the most popular items, where blocks begin, the blocks. Nothing has to be read before the first answer but
// what that answer touches.

/** `AISN`. */
export const MAGIC = 0x4e53_4941;
export const VERSION = 2;

/** Words of the head, by their place. */
export const HEAD = {
  magic: 0,
  version: 1,
  bytes: 2,
  checksum: 3,
  items: 4,
  namesAt: 5,
  popular: 6,
  strongest: 7,
  ratio: 8,
};
export const HEAD_BYTES = 36;
/** From here on the checksum counts: all behind itself. */
export const CHECKED_FROM = 16;

/** To read one row all before it in its block are decoded, too. */
export const ROWS_PER_BLOCK = 4;
export const NAMES_PER_BLOCK = 16;
/** Of the first block of a group it is told where it begins, of the others but how long the ones before them are. */
export const BLOCKS_PER_GROUP = 8;
/** Every so manieth item knows the last one of its kind on its way; see item-names. */
export const ITEMS_PER_MARK = 16;

/** Codes are never longer, so that a table of all their beginnings stays small. */
export const LONGEST_CODE = 12;
/** A table's symbols are counted in so many bits, a code's length in `LENGTH_BITS`. */
export const SYMBOL_BITS = 6;
export const LENGTH_BITS = 4;
/** Widths of fixed fields are told in so many bits. */
export const WIDTH_BITS = 6;

/** The first byte of the names: the ids themselves, or their hashes (FNV-1a, 32 bits). */
export const NAMED_BY_ID = 0;
export const NAMED_BY_HASH = 1;

/** Ids that are whole numbers, written as one writes them, take a few bits each. */
export const isNumberId = (id: string): boolean => /^(0|[1-9]\d{0,14})$/.test(id);

/** In UTF-16 units. What is not written is not read either: a forged name would have no end. */
export const LONGEST_NAME = 1_000;

/** Symbols of names: what ends one, and what says that a whole UTF-16 unit follows. */
export const END = 0;
export const ESCAPE = 1;

export const GAP_CONTEXTS = 4;
export const LEVEL_CONTEXTS = 4;

/** The nearest neighbour lies closest, and behind a wide gap there are wide ones. */
export const gapContextOf = (place: number, gapBefore: number): number =>
  place && Math.min(1 + ((32 - Math.clz32(gapBefore)) >> 2), GAP_CONTEXTS - 1);

/** Long rows have lighter neighbours, and the nearest is the heaviest. */
export const levelContextOf = (neighbours: number, place: number): number => (neighbours > 15 ? 2 : 0) + (place && 1);

/** How many bits tell any whole number below `count`. */
export const widthOf = (count: number): number => 32 - Math.clz32(Math.max(count - 1, 0));
