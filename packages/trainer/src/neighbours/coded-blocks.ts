import { neighbourFormat } from '@aisle/engine';
import { type BitWriter, createBitWriter } from './bit-writer.js';
import { codeLengths, codesOf } from './symbol-codes.js';

const { BLOCKS_PER_GROUP, LENGTH_BITS, SYMBOL_BITS, WIDTH_BITS, widthOf } = neighbourFormat;

/** Where blocks are written to: symbols by the table they belong to, plain bits, and where a block ends. */
export interface BlockSink {
  readonly symbol: (table: number, symbol: number) => void;
  readonly bits: (value: number, bits: number) => void;
  /** A whole number of up to 53 bits: a symbol for how many it has, and those behind the highest. */
  readonly gap: (table: number, value: number) => void;
  readonly endBlock: () => void;
}

/** Blocks, and what is needed to read them. */
export interface CodedBlocks {
  /** Of each table the length of each symbol's code. */
  readonly tables: readonly (readonly number[])[];
  readonly blockBits: readonly number[];
  readonly blocks: BitWriter;
}

const MOST_SYMBOLS = 63;

/** How many bits a whole number has; 0 has none. */
const bitLengthOf = (value: number): number =>
  value < 2 ** 32 ? 32 - Math.clz32(value) : 32 + bitLengthOf(Math.floor(value / 2 ** 32));

/** Codes what `produce` writes. It is asked twice, first to count the symbols, and must write the same both times. */
export const codeBlocks = (tableCount: number, produce: (sink: BlockSink) => void): CodedBlocks => {
  const counts = Array.from({ length: tableCount }, () => Array.from({ length: MOST_SYMBOLS }, () => 0));
  const ignore = (): void => undefined;
  const sinkOf = (sink: Omit<BlockSink, 'gap'>): BlockSink => ({
    ...sink,
    gap(table, value) {
      const bits = bitLengthOf(value);
      sink.symbol(table, bits);
      if (bits > 1) sink.bits(value - 2 ** (bits - 1), bits - 1);
    },
  });
  produce(
    sinkOf({
      symbol(table, symbol) {
        const ofTable = counts[table] ?? [];
        ofTable[symbol] = (ofTable[symbol] ?? 0) + 1;
      },
      bits: ignore,
      endBlock: ignore,
    }),
  );
  const tables = counts.map(codeLengths);
  const codes = tables.map(codesOf);
  const blocks = createBitWriter();
  const blockBits: number[] = [];
  let blockAt = 0;
  produce(
    sinkOf({
      symbol: (table, symbol) => blocks.write(codes[table]?.[symbol] ?? 0, tables[table]?.[symbol] ?? 0),
      bits: blocks.write,
      endBlock() {
        blockBits.push(blocks.length() - blockAt);
        blockAt = blocks.length();
      },
    }),
  );
  return { tables, blockBits, blocks };
};

/** Writes a table as a reader wants it: how many symbols, and the length of each one's code. */
export const writeTable = (writer: BitWriter, lengths: readonly number[]): void => {
  const count = lengths.findLastIndex((length) => length > 0) + 1;
  writer.write(count, SYMBOL_BITS);
  for (const length of lengths.slice(0, count)) writer.write(length, LENGTH_BITS);
};

/** Writes where the blocks begin, so that a reader goes to any of them with a few steps, and the blocks. */
export const writeBlocks = (writer: BitWriter, { blockBits, blocks }: CodedBlocks): void => {
  const startBits = widthOf(blocks.length() + 1);
  const lengthBits = widthOf(blockBits.reduce((most, bits) => Math.max(most, bits), 0) + 1);
  writer.write(startBits, WIDTH_BITS);
  writer.write(lengthBits, WIDTH_BITS);
  writer.write(blocks.length(), startBits);
  let start = 0;
  for (let first = 0; first < blockBits.length; first += BLOCKS_PER_GROUP) {
    writer.write(start, startBits);
    for (let place = 0; place < BLOCKS_PER_GROUP; place += 1) {
      const bits = blockBits[first + place] ?? 0;
      start += bits;
      if (place < BLOCKS_PER_GROUP - 1) writer.write(bits, lengthBits);
    }
  }
  writer.append(blocks);
};
