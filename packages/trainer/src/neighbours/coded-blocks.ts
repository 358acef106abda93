import { neighbourFormat } from '@aisle/engine';
import { type BitWriter, createBitWriter } from './bit-writer.js';
import { codeLengths, codesOf } from './symbol-codes.js';

const { LENGTH_BITS, SYMBOL_BITS, WIDTH_BITS, widthOf } = neighbourFormat;

/** Where blocks are written to: symbols by the table they belong to, plain bits, and where a block ends. */
export interface BlockSink {
  readonly symbol: (table: number, symbol: number) => void;
  readonly bits: (value: number, bits: number) => void;
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

/** Codes what `produce` writes. It is asked twice, first to count the symbols, and must write the same both times. */
export const codeBlocks = (tableCount: number, produce: (sink: BlockSink) => void): CodedBlocks => {
  const counts = Array.from({ length: tableCount }, () => Array.from({ length: MOST_SYMBOLS }, () => 0));
  const ignore = (): void => undefined;
  produce({
    symbol(table, symbol) {
      const ofTable = counts[table] ?? [];
      ofTable[symbol] = (ofTable[symbol] ?? 0) + 1;
    },
    bits: ignore,
    endBlock: ignore,
  });
  const tables = counts.map(codeLengths);
  const codes = tables.map(codesOf);
  const blocks = createBitWriter();
  const blockBits: number[] = [];
  let blockAt = 0;
  produce({
    symbol: (table, symbol) => blocks.write(codes[table]?.[symbol] ?? 0, tables[table]?.[symbol] ?? 0),
    bits: blocks.write,
    endBlock() {
      blockBits.push(blocks.length() - blockAt);
      blockAt = blocks.length();
    },
  });
  return { tables, blockBits, blocks };
};

/** Writes a table as a reader wants it: how many symbols, and the length of each one's code. */
export const writeTable = (writer: BitWriter, lengths: readonly number[]): void => {
  const count = lengths.findLastIndex((length) => length > 0) + 1;
  writer.write(count, SYMBOL_BITS);
  for (const length of lengths.slice(0, count)) writer.write(length, LENGTH_BITS);
};

/** Writes how long each block is, and the blocks. */
export const writeBlocks = (writer: BitWriter, { blockBits, blocks }: CodedBlocks): void => {
  const width = widthOf(blockBits.reduce((most, bits) => Math.max(most, bits), 0) + 1);
  writer.write(width, WIDTH_BITS);
  for (const bits of blockBits) writer.write(bits, width);
  writer.append(blocks);
};
