import { neighbourFormat } from '@aisle/engine';
import { type BitWriter, createBitWriter } from './bit-writer.js';
import { type BlockSink, codeBlocks, writeBlocks, writeTable } from './coded-blocks.js';
import type { NeighbourTable } from './count-neighbours.js';

const { GAP_CONTEXTS, gapContextOf, LEVEL_CONTEXTS, levelContextOf, ROWS_PER_BLOCK, widthOf } = neighbourFormat;

/** What lies between an item and the next neighbour is told by tables of its own; see the format. */
const LENGTHS = 0;
const GAPS = 1;
const LEVELS = GAPS + GAP_CONTEXTS;

/** Weights are told by levels, each `RATIO` of the one before. */
export const RATIO = 0.8;
const LEAST_LEVEL = 50;

/** Rows as they are written: what is told of each item. */
export interface RowsToWrite {
  readonly table: NeighbourTable;
  /** Items in the order in which they are written. */
  readonly order: Uint32Array;
  /** The most popular items. */
  readonly popular: readonly number[];
  /** What levels are told by; the greatest weight of the table when not said. */
  readonly strongest?: number;
}

/** Rows, and the weight of level 0. */
export interface WrittenRows {
  readonly writer: BitWriter;
  readonly strongest: number;
}

interface Near {
  /** How many places further; below 0 it stands before. */
  readonly distance: number;
  readonly level: number;
}

const writeSide = (sink: BlockSink, side: readonly Near[], neighbours: number): void => {
  let [before, gap] = [0, 0];
  for (const [place, { distance, level }] of side.entries()) {
    const context = GAPS + gapContextOf(place, gap);
    gap = Math.abs(distance) - before - 1;
    sink.gap(context, gap);
    sink.symbol(LEVELS + levelContextOf(neighbours, place), level);
    before = Math.abs(distance);
  }
};

const writeRow = (sink: BlockSink, row: readonly Near[]): void => {
  const sorted = row.toSorted((a, b) => Math.abs(a.distance) - Math.abs(b.distance));
  const sides = [sorted.filter(({ distance }) => distance > 0), sorted.filter(({ distance }) => distance < 0)];
  for (const side of sides) sink.symbol(LENGTHS, side.length);
  for (const side of sides) writeSide(sink, side, row.length);
};

const endsBlock = (place: number, count: number): boolean =>
  place % ROWS_PER_BLOCK === ROWS_PER_BLOCK - 1 || place === count - 1;

/** Writes the rows' stream of an artifact. */
export const writeRows = ({ table, order, popular, strongest: told }: RowsToWrite): WrittenRows => {
  const placeOf = new Uint32Array(order.length);
  order.forEach((item, place) => (placeOf[item] = place));
  const strongest = Math.fround((told ?? table.weights.reduce((most, weight) => Math.max(most, weight), 0)) || 1);
  const levelOf = (weight: number): number =>
    Math.min(Math.round(Math.log(weight / strongest) / Math.log(RATIO)), LEAST_LEVEL);

  const nearOf = (item: number, place: number): readonly Near[] =>
    Array.from(table.neighbours.subarray(table.starts[item], table.starts[item + 1]), (neighbour, at) => ({
      distance: (placeOf[neighbour] ?? 0) - place,
      level: levelOf(table.weights[(table.starts[item] ?? 0) + at] ?? 0),
    }));
  const coded = codeBlocks(LEVELS + LEVEL_CONTEXTS, (sink) =>
    order.forEach((item, place) => {
      writeRow(sink, nearOf(item, place));
      if (endsBlock(place, order.length)) sink.endBlock();
    }),
  );
  const writer = createBitWriter();
  for (const lengths of coded.tables) writeTable(writer, lengths);
  for (const item of popular) writer.write(placeOf[item] ?? 0, widthOf(order.length));
  writeBlocks(writer, coded);
  return { writer, strongest };
};
