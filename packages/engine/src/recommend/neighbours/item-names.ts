import { fnv32a } from '../../experiment/hash.js';
import { ArtifactError } from './artifact-error.js';
import type { ArtifactHead } from './artifact-head.js';
import { type BitReader, createBitReader } from './bit-reader.js';
import { type ItemList, openList } from './item-list.js';
import { END, ESCAPE, isNumberId, LONGEST_NAME, NAMED_BY_HASH, SYMBOL_BITS, widthOf } from './neighbour-format.js';

/** Tells the items of an artifact by their ids, and back. */
export interface ItemNames {
  /** An item's number, or undefined when its id was never seen in training. */
  readonly itemOf: (id: string) => number | undefined;
  readonly idOf: (item: number) => string | undefined;
}

/** Ids that are whole numbers, ascending, told by their distances. */
const openNumbers = (reader: BitReader, length: number): ItemList<number> => {
  const low = reader.read(SYMBOL_BITS);
  return openList(reader, length, (before = -1) => {
    let number = before + 1;
    let bits = low;
    for (; bits < 53 && reader.read(1); bits += 1) number += 2 ** bits;
    return number + reader.read(bits);
  });
};

/** Other ids in the order of their UTF-16 units, told by how much of the one before each begins with, and the rest. */
const openTexts = (reader: BitReader, length: number): ItemList<string> => {
  const prefixes = reader.table();
  const units = Array.from(reader.list(reader.read(SYMBOL_BITS), 16), (unit) => String.fromCharCode(unit));
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
  const itemAt = reader.list(items, widthOf(items));
  const placeOfItem = new Uint32Array(items);
  for (let place = 0; place < items; place += 1) placeOfItem[itemAt[place] ?? 0] = place;
  const numbers = openNumbers(reader, numberCount);
  const texts = openTexts(reader, items - numberCount);
  return {
    itemOf(id) {
      if (isNumberId(id)) return itemAt[numbers.placeOf(Number(id))];
      const place = texts.placeOf(id);
      return place < 0 ? undefined : itemAt[numberCount + place];
    },
    idOf(item) {
      const place = placeOfItem[item] ?? items;
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
    throw new ArtifactError('The neighbours cannot be read: there are fewer names than items.');
  if (!isHashed) return openIds(reader, items);
  if (!known)
    throw new ArtifactError('The neighbours name items by hashes. Fix: give itemIds, the ids of the catalogue.');
  return openHashes(reader, items, known);
};
