import { fnv32a, neighbourFormat } from '@aisle/engine';
import { type BitWriter, createBitWriter } from './bit-writer.js';
import { codeBlocks, writeBlocks, writeTable } from './coded-blocks.js';

const { END, ESCAPE, isNumberId, NAMED_BY_HASH, NAMED_BY_ID, NAMES_PER_BLOCK, SYMBOL_BITS, widthOf } = neighbourFormat;

const [PREFIXES, UNITS] = [0, 1];
const MOST_PREFIX = 62;
/** Two symbols of the 63 are taken by END and ESCAPE. */
const MOST_UNITS = 61;
const MOST_LOW_BITS = 50;

/** How many bits of a gap are told plainly; `low` is the least. */
const bitsOfGap = (gap: number, low: number): number => Math.floor(Math.log2(gap + 2 ** low));

const isLastOfBlock = (place: number, count: number): boolean =>
  place % NAMES_PER_BLOCK === NAMES_PER_BLOCK - 1 || place === count - 1;

const writeNumbers = (writer: BitWriter, numbers: readonly number[]): void => {
  const gaps = numbers.map((number, at) => number - (at % NAMES_PER_BLOCK === 0 ? -1 : (numbers[at - 1] ?? -1)) - 1);
  const costs = Array.from({ length: MOST_LOW_BITS }, (_, low) =>
    gaps.reduce((sum, gap) => sum + 2 * bitsOfGap(gap, low) - low + 1, 0),
  );
  const low = costs.indexOf(Math.min(...costs));
  const coded = codeBlocks(0, ({ bits: write, endBlock }) => {
    for (const [place, gap] of gaps.entries()) {
      const bits = bitsOfGap(gap, low);
      for (let more = low; more < bits; more += 1) write(1, 1);
      write(0, 1);
      write(gap - 2 ** bits + 2 ** low, bits);
      if (isLastOfBlock(place, gaps.length)) endBlock();
    }
  });
  writer.write(low, SYMBOL_BITS);
  writeBlocks(writer, coded);
};

/** UTF-16 units, so that the very text comes back, whatever it is. */
const unitsOf = (text: string): readonly number[] =>
  Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));

const commonestUnits = (texts: readonly string[]): readonly number[] => {
  const counts = new Map<number, number>();
  for (const text of texts) for (const unit of unitsOf(text)) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, MOST_UNITS)
    .map(([unit]) => unit);
};

const samePrefix = (a: string, b: string): number => {
  let length = 0;
  while (length < MOST_PREFIX && length < Math.min(a.length, b.length) && a[length] === b[length]) length += 1;
  return length;
};

const writeTexts = (writer: BitWriter, texts: readonly string[]): void => {
  const units = commonestUnits(texts);
  const symbols = new Map(units.map((unit, at) => [unit, at + 2]));
  const coded = codeBlocks(2, (sink) => {
    texts.forEach((text, place) => {
      const before = place % NAMES_PER_BLOCK === 0 ? '' : (texts[place - 1] ?? '');
      const prefix = samePrefix(before, text);
      sink.symbol(PREFIXES, prefix);
      for (const unit of unitsOf(text.slice(prefix))) {
        sink.symbol(UNITS, symbols.get(unit) ?? ESCAPE);
        if (!symbols.has(unit)) sink.bits(unit, 16);
      }
      sink.symbol(UNITS, END);
      if (isLastOfBlock(place, texts.length)) sink.endBlock();
    });
  });
  writeTable(writer, coded.tables[PREFIXES] ?? []);
  writer.write(units.length, SYMBOL_BITS);
  for (const unit of units) writer.write(unit, 16);
  writeTable(writer, coded.tables[UNITS] ?? []);
  writeBlocks(writer, coded);
};

const byUnits = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Writes the very ids. */
const writeIds = (writer: BitWriter, ids: readonly string[]): void => {
  const places = new Map(ids.map((id, place) => [id, place]));
  const numbers = ids.filter(isNumberId).sort((a, b) => Number(a) - Number(b));
  const texts = ids.filter((id) => !isNumberId(id)).sort(byUnits);
  writer.write(numbers.length, 32);
  for (const id of [...numbers, ...texts]) writer.write(places.get(id) ?? 0, widthOf(ids.length));
  writeNumbers(writer, numbers.map(Number));
  writeTexts(writer, texts);
};

/** Writes hashes. Of ids that share one none is named, so that none is taken for the other. */
const writeHashes = (writer: BitWriter, ids: readonly string[]): void => {
  const hashes = ids.map(fnv32a);
  const counts = new Map<number, number>();
  for (const hash of hashes) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  for (const hash of hashes) writer.write(counts.get(hash) === 1 ? hash : 0, 32);
};

/** Writes the names' stream of an artifact, for items in the order of its rows. */
export const writeNames = (ids: readonly string[], names: 'ids' | 'hashes'): BitWriter => {
  const writer = createBitWriter();
  writer.write(names === 'ids' ? NAMED_BY_ID : NAMED_BY_HASH, 8);
  if (names === 'ids') writeIds(writer, ids);
  else writeHashes(writer, ids);
  return writer;
};
