import type { AisleEvent } from '@aisle/schema';
import { reasonAgainst } from '../reason-against.js';
import { timeSpanOf } from '../sessions/time-span.js';
import { createEventBook } from './event-book.js';
import type { MomentTable } from './moment-table.js';
import type { ReadyOptions } from './propensity-options.js';
import { type FeatureRows, readRows } from './read-rows.js';
import { watchVisitors } from './watch-visitors.js';

/** Moments of recorded shoppers with what became of them. */
export interface Replay {
  /** Takes the next event. Those of one visitor come in the order in which they happened, each once. */
  add(event: AisleEvent): void;
  /** Replays all, settles what the end of the recording leaves open. Called once. */
  end(): Examples;
}

/** What a recording came to. */
export interface Examples {
  readonly table: MomentTable;
  /** All moments, in the order in which they came. */
  readonly places: Uint32Array;
  /** Gives what the page would have known at some of them. */
  features(places: Iterable<number>): FeatureRows;
  readonly events: number;
  readonly visitors: number;
  /** Whatever single clocks say. */
  readonly fromMs: number;
  readonly untilMs: number;
  /** Events that were left out, by reason. */
  readonly leftOut: Readonly<Record<string, number>>;
}

/** Those of a visitor stand together, in the order of their events. */
const inOrder = (table: MomentTable, events: number): Uint32Array => {
  const size = table.size();
  const first = new Uint32Array(events);
  for (let place = size - 1; place >= 0; place -= 1) first[table.row(place)] = place + 1;
  const places = new Uint32Array(size);
  let done = 0;
  for (let row = 0; row < events; row += 1)
    for (let place = first[row] || Infinity; place <= size && table.row(place - 1) === row; place += 1) {
      places[done] = place - 1;
      done += 1;
    }
  return places;
};

/**
 * Replays events through the engine's own fold, visitor by visitor: once to see what became of each moment, and once more for what
 * the page would have known at those that are asked for.
 */
export const createReplay = ({ target, days, features: names }: ReadyOptions): Replay => {
  const book = createEventBook();
  const leftOut: Record<string, number> = {};
  return {
    add(event) {
      const reason = reasonAgainst(event);
      if (reason !== null) {
        leftOut[reason] = (leftOut[reason] ?? 0) + 1;
        return;
      }
      book.add(event);
    },
    end() {
      const { fromMs, untilMs } = timeSpanOf(book.timesMs());
      const watched = watchVisitors(book, { target, days }, untilMs);
      const { table } = watched;
      return {
        table,
        places: inOrder(table, book.events()),
        features: (places) => readRows(book, watched, { names, places }),
        ...{ events: book.events(), visitors: book.visitors(), fromMs, untilMs, leftOut },
      };
    },
  };
};
