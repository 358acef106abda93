import { fnv32a } from '../../experiment/hash.js';
import { ArtifactError, refuseArtifact } from './artifact-error.js';
import type { ArtifactHead } from './artifact-head.js';
import { type BitReader, createBitReader } from './bit-reader.js';
import { type ItemList, openList } from './item-list.js';
import {
  END,
  ESCAPE,
  isNumberId,
  LONGEST_NAME,
  NAMED_BY_HASH,
  ITEMS_PER_MARK,
  SYMBOL_BITS,
  widthOf,
} from './neighbour-format.js';

/** Tells the items of an artifact by their ids, and back. */
export interface ItemNames {
  /** An item's number, or undefined when its id was never seen in training. */
  readonly itemOf: (id: string) => number | undefined;
  readonly idOf: (item: number) => string | undefined;
}

/** Ids that are whole numbers, ascending, told by their distances. */
const openNumbers = (reader: BitReader, length: number): ItemList<number> => {
  const gaps = reader.table();
  return openList(reader, length, (before = -1) => before + 1 + reader.gap(gaps));
};

/** Other ids in the order of their UTF-16 units, told by how much of the one before each begins with, and the rest. */
const openTexts = (reader: BitReader, length: number): ItemList<string> => {
  const prefixes = reader.table();
  const units = Array.from({ length: reader.read(SYMBOL_BITS) }, () => String.fromCharCode(reader.read(16)));
  const symbols = reader.table();
  return openList(reader, length, (before = '') => {
    let text = before.slice(0, reader.symbol(prefixes));
    while (text.length <= LONGEST_NAME) {
      const symbol = reader.symbol(symbols);
      if (symbol === END) break;
      text += symbol === ESCAPE ? String.fromCharCode(reader.read(16)) : (units[symbol - 2] ?? '?');
    }
    return text;
  });
};

/** The very ids: numbers, then texts, with the items they belong to. */
const openIds = (reader: BitReader, items: number): ItemNames => {
  const numberCount = Math.min(reader.read(32), items);
  const width = widthOf(items);
  const placeOf = reader.skip(items, width);
  const markBefore = reader.skip(Math.ceil(items / ITEMS_PER_MARK), width);
  const numbers = openNumbers(reader, numberCount);
  const texts = openTexts(reader, items - numberCount);
  /**
   * Whose id is at a place. From an item to its place, from the item of that number to its place and so on, one comes back to where
   * one began, and the item before is the one. The first item with a mark on the way leads to the mark before it.
   */
  const itemAt = (wanted: number): number | undefined => {
    let item = wanted;
    let every = ITEMS_PER_MARK;
    for (let steps = items; steps >= 0; steps -= 1) {
      if (item % every === 0) {
        item = markBefore(item / every);
        // Once is enough: the marks behind are passed by.
        every = NaN;
      }
      const place = placeOf(item);
      if (place === wanted) return item;
      item = place;
    }
    return undefined;
  };
  return {
    itemOf(id) {
      const isNumber = isNumberId(id);
      const place = isNumber ? numbers.placeOf(Number(id)) : texts.placeOf(id);
      return place < 0 ? undefined : itemAt(isNumber ? place : place + numberCount);
    },
    idOf(item) {
      const place = placeOf(item);
      return place < numberCount ? String(numbers.at(place)) : texts.at(place - numberCount);
    },
  };
};

/** Hashes of ids; the ids themselves come from the shop's catalogue. Of two with one hash neither is known. */
const openHashes = (reader: BitReader, items: number, known: Iterable<string>): ItemNames => {
  const byHash = new Map(Array.from({ length: items }, (_, item) => [reader.read(32), item]));
  const ids = new Map<number, string | undefined>();
  for (const id of new Set(known)) {
    const item = byHash.get(fnv32a(id));
    if (item !== undefined) ids.set(item, ids.has(item) ? undefined : id);
  }
  const itemsById = new Map<string | undefined, number>([...ids].map(([item, id]) => [id, item]));
  return { itemOf: (id) => itemsById.get(id), idOf: (item) => ids.get(item) };
};

/**
 * Opens the names of an artifact's items.
 *
 * @param known - The ids of the catalogue, for an artifact that has their hashes only.
 * @throws {ArtifactError} when that is so and they are missing.
 */
export const openNames = (bytes: Uint8Array, { items, namesAt }: ArtifactHead, known?: Iterable<string>): ItemNames => {
  const reader = createBitReader(bytes, namesAt);
  const isHashed = reader.read(8) === NAMED_BY_HASH;
  // What says more would only have much memory taken.
  if (items * (isHashed ? 32 : widthOf(items)) > (bytes.length - namesAt) * 8)
    refuseArtifact('there are fewer names than items');
  if (!isHashed) return openIds(reader, items);
  if (!known)
    throw new ArtifactError('The neighbours name items by hashes. Fix: give itemIds, the ids of the catalogue.');
  return openHashes(reader, items, known);
};
