import { factsOf, featuresOf } from '@aisle/engine';
import type { EventBook } from './event-book.js';
import { foldVisitor } from './fold-visitor.js';
import type { Watched } from './watch-visitors.js';

/** Features of chosen moments, side by side. */
export interface FeatureRows {
  readonly width: number;
  /** Gives those of a moment that was chosen: a window on the rows, not a copy. NaN is what is not known. */
  row(place: number): Float64Array;
}

/** The last of a visitor's events after which something is asked; -1 when nothing is. */
const lastAsked = (rows: Uint32Array, isAsked: (row: number) => boolean): number => {
  let last = rows.length - 1;
  while (last >= 0 && !isAsked(rows[last] as number)) last -= 1;
  return last;
};

/** Makes room for the features of chosen moments. */
const createRows = (size: number, places: Iterable<number>, width: number) => {
  /** By moment: where its features are, from 1. */
  const numbers = new Uint32Array(size);
  let chosen = 0;
  for (const place of places) numbers[place] ||= chosen += 1;
  const features = new Float64Array(chosen * width);
  const fromOf = (place: number): number => ((numbers[place] ?? 0) - 1) * width;
  return {
    isChosen: (place: number): boolean => numbers[place] !== 0,
    put(place: number, values: readonly (number | null)[]): void {
      const from = fromOf(place);
      for (let column = 0; column < width; column += 1) features[from + column] = values[column] ?? Number.NaN;
    },
    row(place: number): Float64Array {
      const from = fromOf(place);
      if (from < 0) throw new RangeError(`moment ${place} was not chosen`);
      return features.subarray(from, from + width);
    },
  };
};

/** Gives by event the first of its moments that is chosen, from 1: those of an event stand together. */
const firstOf = ({ table }: Watched, events: number, isChosen: (place: number) => boolean): Uint32Array => {
  const first = new Uint32Array(events);
  for (let place = table.size() - 1; place >= 0; place -= 1) if (isChosen(place)) first[table.row(place)] = place + 1;
  return first;
};

/**
 * Notes what the page would have known at chosen moments. Only their visitors are folded again, as far as the last of them.
 *
 * @param places - Of moments, in any order.
 */
export const readRows = (
  book: EventBook,
  watched: Watched,
  { names, places }: { readonly names: readonly string[]; readonly places: Iterable<number> },
): FeatureRows => {
  const { table, categories } = watched;
  const size = table.size();
  const read = featuresOf(names);
  const { isChosen, put, row: rowOf } = createRows(size, places, names.length);
  const asked = firstOf(watched, book.events(), isChosen);
  for (const rows of book.byVisitor()) {
    const last = lastAsked(rows, (row) => asked[row] !== 0);
    for (const { row, after: profile } of foldVisitor(book, rows.subarray(0, last + 1), true)) {
      const first = asked[row] as number;
      if (first === 0) continue;
      const facts = factsOf(profile, { nowMs: book.atMs(row), page: { path: '/' } });
      for (let place = first - 1; place < size && table.row(place) === row; place += 1)
        if (isChosen(place)) put(place, read(facts, { profile, category: categories[table.category(place)] }));
    }
  }
  return { width: names.length, row: rowOf };
};
