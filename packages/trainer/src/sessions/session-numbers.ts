import { fnv32a } from '@aisle/engine';

/** Numbers sessions in the order in which they come up, without keeping their ids: 28 bytes each instead of some 100. */
export interface SessionNumbers {
  readonly size: () => number;
  readonly numberOf: (id: string) => number;
  /** What tells the sessions that came up since the last call. */
  readonly takeNew: () => Uint32Array;
  /** Puts back what was taken. */
  readonly putBack: (taken: Uint32Array) => void;
}

const FIRST = 1 << 12;
/** Above it a table that is open to all sides gets slow. */
const MOST_FULL = 0.6;

/**
 * Makes an empty one. Sessions are told apart by 64 bits: that two of ten million are taken for one has a chance of 3 in a million,
 * and would then teach a few pairs that nobody had.
 */
export const createSessionNumbers = (): SessionNumbers => {
  /** Of each session both halves of its hash, by number. */
  let hashes = new Uint32Array(FIRST);
  /** Numbers from 1, where a session's hash says or behind; 0 is free. */
  let table = new Uint32Array(FIRST);
  let [size, taken] = [0, 0];

  const placeOf = (first: number, second: number): number => {
    let place = (first ^ Math.imul(second, 0x9e37_79b1)) & (table.length - 1);
    for (let number = table[place] ?? 0; number > 0; number = table[place] ?? 0) {
      if (hashes[number * 2 - 2] === first && hashes[number * 2 - 1] === second) break;
      place = (place + 1) & (table.length - 1);
    }
    return place;
  };
  const grow = (): void => {
    if ((size + 1) * 2 > hashes.length) {
      const larger = new Uint32Array(hashes.length * 2);
      larger.set(hashes);
      hashes = larger;
    }
    if (size < table.length * MOST_FULL) return;
    table = new Uint32Array(table.length * 2);
    for (let number = 1; number <= size; number += 1)
      table[placeOf(hashes[number * 2 - 2] ?? 0, hashes[number * 2 - 1] ?? 0)] = number;
  };
  const add = (first: number, second: number): number => {
    grow();
    const place = placeOf(first, second);
    const known = table[place] ?? 0;
    if (known > 0) return known - 1;
    size += 1;
    table[place] = size;
    [hashes[size * 2 - 2], hashes[size * 2 - 1]] = [first, second];
    return size - 1;
  };
  return {
    size: () => size,
    // The second begins elsewhere, so that what is one hash here is two there.
    numberOf: (id) => add(fnv32a(id), fnv32a(`session ${id}`)),
    takeNew() {
      const since = taken;
      taken = size;
      return hashes.slice(since * 2, size * 2);
    },
    putBack(of) {
      for (let at = 0; at < of.length; at += 2) add(of[at] ?? 0, of[at + 1] ?? 0);
      taken = size;
    },
  };
};
