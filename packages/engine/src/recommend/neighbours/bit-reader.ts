import { LENGTH_BITS, LONGEST_CODE, SYMBOL_BITS } from './neighbour-format.js';

/** For each beginning of a code: its symbol, and in the low bits the code's length. */
export type SymbolTable = Uint16Array;

/** Reads bits from the highest of each byte on. Behind the end all are 0. */
export interface BitReader {
  /** Where it stands, in bits. */
  at: number;
  /** Reads a whole number of up to 53 bits. */
  readonly read: (bits: number) => number;
  /** Reads whole numbers of up to 24 bits each. */
  readonly list: (length: number, bits: number) => Uint32Array;
  /** Reads the lengths of blocks, of so many bits each, and goes behind the blocks. Gives where each begins. */
  readonly sums: (length: number, bits: number) => Uint32Array;
  readonly symbol: (table: SymbolTable) => number;
  /** Reads a table of codes, told by their lengths alone (canonical Huffman codes). */
  readonly table: () => SymbolTable;
}

const LENGTHS = (1 << LENGTH_BITS) - 1;

/** Fills in what every beginning of LONGEST_CODE bits means. Beginnings that no code has mean symbol 0, of one bit. */
const tableOf = (lengths: readonly number[]): SymbolTable => {
  const table = new Uint16Array(1 << LONGEST_CODE).fill(1);
  let from = 0;
  for (let length = 1; length <= LONGEST_CODE; length += 1)
    lengths.forEach((ofSymbol, symbol) => {
      if (ofSymbol !== length) return;
      const to = from + (1 << (LONGEST_CODE - length));
      table.fill((symbol << LENGTH_BITS) | length, from, to);
      from = to;
    });
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
    list(length, bits) {
      const list = new Uint32Array(length);
      // Not by `read`: a long list is read before the code is warm, where each call counts.
      let at = reader.at >>> 3;
      let have = -(reader.at & 7);
      let window = 0;
      for (let place = 0; place < length; place += 1) {
        for (; have < bits; have += 8) window = (window << 8) | (bytes[at++] ?? 0);
        have -= bits;
        list[place] = (window >>> have) & ((1 << bits) - 1);
      }
      reader.at += length * bits;
      return list;
    },
    sums(length, bits) {
      let sum = reader.at + length * bits;
      const sums = reader.list(length, bits);
      for (let place = 0; place < length; place += 1) {
        const block = sums[place] ?? 0;
        sums[place] = sum;
        sum += block;
      }
      reader.at = sum;
      return sums;
    },
    symbol(table) {
      const found = table[peek(LONGEST_CODE)] ?? 1;
      reader.at += found & LENGTHS;
      return found >> LENGTH_BITS;
    },
    table: () => tableOf(Array.from({ length: reader.read(SYMBOL_BITS) }, () => reader.read(LENGTH_BITS))),
  };
  return reader;
};
