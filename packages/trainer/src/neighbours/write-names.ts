import { fnv32a, neighbourFormat } from '@aisle/engine';
import { type BitWriter, createBitWriter } from './bit-writer.js';
import { codeBlocks, writeBlocks, writeTable } from './coded-blocks.js';

const { END, ESCAPE, isNumberId, SYMBOL_BITS, widthOf } = neighbourFormat;
const { NAMED_BY_HASH, NAMED_BY_ID, NAMES_PER_BLOCK, ITEMS_PER_MARK } = neighbourFormat;

/** Tables of numbers, and of texts. */
const GAPS = 0;
const [PREFIXES, UNITS] = [0, 1];
const MOST_PREFIX = 62;
/** Two symbols of the 63 are taken by END and ESCAPE. */
const MOST_UNITS = 61;

const isLastOfBlock = (place: number, count: number): boolean =>
  place % NAMES_PER_BLOCK === NAMES_PER_BLOCK - 1 || place === count - 1;

const writeNumbers = (writer: BitWriter, numbers: readonly number[]): void => {
  const coded = codeBlocks(1, (sink) => {
    for (const [place, number] of numbers.entries()) {
      // The first of a block is told by itself, so that a reader need not begin with the first of all.
      const before = place % NAMES_PER_BLOCK === 0 ? -1 : (numbers[place - 1] ?? -1);
      sink.gap(GAPS, number - before - 1);
      if (isLastOfBlock(place, numbers.length)) sink.endBlock();
    }
  });
  writeTable(writer, coded.tables[GAPS] ?? []);
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

/**
 * Gives for every item with a mark the last one before it on its way, itself where it is the only one. Its way is where one comes
 * by going from an item to the one of the number of its place; a reader finds the item of a place by it.
 */
const marksBefore = (placeOf: readonly number[]): readonly number[] => {
  const marks: number[] = [];
  for (let first = 0; first < placeOf.length; first += ITEMS_PER_MARK) {
    if (marks[first / ITEMS_PER_MARK] !== undefined) continue;
    let [mark, item] = [first, first];
    do {
      item = placeOf[item] ?? first;
      if (item % ITEMS_PER_MARK > 0) continue;
      marks[item / ITEMS_PER_MARK] = mark;
      mark = item;
    } while (item !== first);
  }
  return marks;
};

/** Writes the very ids. */
const writeIds = (writer: BitWriter, ids: readonly string[]): void => {
  const numbers = ids.filter(isNumberId).sort((a, b) => Number(a) - Number(b));
  const texts = ids.filter((id) => !isNumberId(id)).sort(byUnits);
  const places = new Map([...numbers, ...texts].map((id, place) => [id, place]));
  const placeOf = ids.map((id) => places.get(id) ?? 0);
  writer.write(numbers.length, 32);
  for (const place of [...placeOf, ...marksBefore(placeOf)]) writer.write(place, widthOf(ids.length));
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
