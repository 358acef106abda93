import { BLOCKS_PER_GROUP, LENGTH_BITS, LONGEST_CODE, SYMBOL_BITS, WIDTH_BITS } from './neighbour-format.js';

/** For each beginning of a code: its symbol, and in the low bits the code's length. */
export type SymbolTable = Uint16Array;

/** Reads bits from the highest of each byte on. Behind the end all are 0. */
export interface BitReader {
  /** Where it stands, in bits. */
  at: number;
  /** Reads a whole number of up to 53 bits. */
  readonly read: (bits: number) => number;
  /** Goes behind numbers of so many bits each. Gives what goes to the one at a place and reads it. */
  readonly skip: (length: number, bits: number) => (place: number) => number;
  /** Goes behind blocks and what tells where each begins. Gives what goes to the beginning of one. */
  readonly blocks: (length: number) => (block: number) => void;
  readonly symbol: (table: SymbolTable) => number;
  /** Reads a whole number that is told by a symbol for its width; its highest bit is always 1, so it is not written. */
  readonly gap: (table: SymbolTable) => number;
  /** Reads a table of codes, told by their lengths alone (canonical Huffman codes). */
  readonly table: () => SymbolTable;
}

const LENGTHS = (1 << LENGTH_BITS) - 1;

/** Fills in what every beginning of LONGEST_CODE bits means. Beginnings that no code has mean symbol 0, of one bit. */
const tableOf = (lengths: readonly number[]): SymbolTable => {
  const table = new Uint16Array(1 << LONGEST_CODE).fill(1);
  let from = 0;
  for (let length = 1; length <= LONGEST_CODE; length += 1)
    for (let symbol = lengths.indexOf(length); symbol >= 0; symbol = lengths.indexOf(length, symbol + 1)) {
      const to = from + (1 << (LONGEST_CODE - length));
      table.fill((symbol << LENGTH_BITS) | length, from, to);
      from = to;
    }
  return table;
};

/** Opens bytes at a byte. */
export const createBitReader = (bytes: Uint8Array, byteAt: number): BitReader => {
  /** Looks at up to 16 bits. */
  const peek = (bits: number): number => {
    const byteIndex = reader.at >>> 3;
    const window = ((bytes[byteIndex] ?? 0) << 16) | ((bytes[byteIndex + 1] ?? 0) << 8) | (bytes[byteIndex + 2] ?? 0);
    return (window >> (24 - (reader.at & 7) - bits)) & ((1 << bits) - 1);
  };
  const reader: BitReader = {
    at: byteAt * 8,
    read(bits) {
      if (bits > 16) return reader.read(bits - 16) * 65_536 + reader.read(16);
      const value = peek(bits);
      reader.at += bits;
      return value;
    },
    skip(length, bits) {
      const from = reader.at;
      reader.at += length * bits;
      return (place) => {
        reader.at = from + place * bits;
        return reader.read(bits);
      };
    },
    blocks(length) {
      const startBits = reader.read(WIDTH_BITS);
      const lengthBits = reader.read(WIDTH_BITS);
      const all = reader.read(startBits);
      const groupBits = startBits + (BLOCKS_PER_GROUP - 1) * lengthBits;
      const groupsAt = reader.at;
      const from = groupsAt + Math.ceil(length / BLOCKS_PER_GROUP) * groupBits;
      reader.at = from + all;
      return (block) => {
        reader.at = groupsAt + Math.floor(block / BLOCKS_PER_GROUP) * groupBits;
        let start = from + reader.read(startBits);
        for (let before = block % BLOCKS_PER_GROUP; before > 0; before -= 1) start += reader.read(lengthBits);
        reader.at = start;
      };
    },
    symbol(table) {
      const found = table[peek(LONGEST_CODE)] ?? 1;
      reader.at += found & LENGTHS;
      return found >> LENGTH_BITS;
    },
    gap(table) {
      const bits = reader.symbol(table);
      return bits > 1 ? 2 ** (bits - 1) + reader.read(bits - 1) : bits;
    },
    table: () => tableOf(Array.from({ length: reader.read(SYMBOL_BITS) }, () => reader.read(LENGTH_BITS))),
  };
  return reader;
};
