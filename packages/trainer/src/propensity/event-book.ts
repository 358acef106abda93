import type { AisleEvent } from '@aisle/schema';
import { createGrowingArray } from '../neighbours/growing-array.js';
import { createNameBook } from '../sessions/name-book.js';
import { createSessionNumbers } from '../sessions/session-numbers.js';

/** Events of many visitors, mixed as they came: 24 bytes each, and each different set of parameters once, as text. */
export interface EventBook {
  readonly events: () => number;
  readonly visitors: () => number;
  add(event: AisleEvent): void;
  /** Lists the rows of each visitor's events, in the order in which they came; visitors likewise. */
  byVisitor(): Iterable<Uint32Array>;
  visitor(row: number): number;
  atMs(row: number): number;
  /** Gives the times of all events, as they came. */
  timesMs(): Float64Array;
  /** Gives an event back as the fold reads it; without its items when they are not asked for. */
  event(row: number, withItems: boolean): AisleEvent;
}

type Params = AisleEvent['params'];

/** So many sets of parameters stay read: a shop's items, mostly. Others are read anew each time. */
const mostRead = 1 << 16;

const consent: AisleEvent['consent'] = { purposes: ['personalization'] };

const withoutItems = (params: Params): Params => ({ ...params, items: undefined });

/** Keeps texts once, and reads them when they are asked for. */
const createParams = () => {
  const numbers = createNameBook();
  let texts: readonly string[] = [];
  const whole: Params[] = [];
  const bare: Params[] = [];
  const read = (number: number): Params => JSON.parse(texts[number] ?? '{}') as Params;
  return {
    numberOf: (params: Params): number => numbers.numberOf(JSON.stringify(params)),
    seal: (): void => void (texts = numbers.names()),
    at(number: number, withItems: boolean): Params {
      if (number >= mostRead) return withItems ? read(number) : withoutItems(read(number));
      const params = (whole[number] ??= read(number));
      return withItems ? params : (bare[number] ??= withoutItems(params));
    },
  };
};

/** Lists rows by their visitor: those of one from `starts[visitor]` on. */
const grouped = (visitorOf: (row: number) => number, length: number, visitors: number) => {
  const starts = new Uint32Array(visitors + 1);
  for (let row = 0; row < length; row += 1) (starts[visitorOf(row) + 1] as number) += 1;
  for (let visitor = 0; visitor < visitors; visitor += 1) (starts[visitor + 1] as number) += starts[visitor] as number;
  const rows = new Uint32Array(length);
  const next = starts.slice();
  for (let row = 0; row < length; row += 1) {
    const visitor = visitorOf(row);
    rows[next[visitor] as number] = row;
    (next[visitor] as number) += 1;
  }
  return { starts, rows };
};

/** Makes an empty one. Visitors and sessions are told apart by 64 bits of their ids. */
export const createEventBook = (): EventBook => {
  const [visitors, sessions] = [createSessionNumbers(), createSessionNumbers()];
  const [names, params] = [createNameBook(), createParams()];
  const whole = () => createGrowingArray((length) => new Uint32Array(length));
  const columns = { visitor: whole(), session: whole(), name: whole(), params: whole() };
  const times = createGrowingArray((length) => new Float64Array(length));
  let nameOf: readonly string[] = [];
  return {
    events: times.length,
    visitors: visitors.size,
    add(event) {
      columns.visitor.push(visitors.numberOf(event.visitorId ?? event.sessionId));
      columns.session.push(sessions.numberOf(event.sessionId));
      columns.name.push(names.numberOf(event.name));
      columns.params.push(params.numberOf(event.params));
      times.push(event.atMs);
    },
    *byVisitor() {
      params.seal();
      nameOf = names.names();
      const { starts, rows } = grouped(columns.visitor.at, times.length(), visitors.size());
      for (let visitor = 0; visitor + 1 < starts.length; visitor += 1)
        yield rows.subarray(starts[visitor], starts[visitor + 1]);
    },
    visitor: columns.visitor.at,
    atMs: times.at,
    timesMs: times.done,
    event: (row, withItems) => ({
      v: 1,
      id: '',
      name: nameOf[columns.name.at(row)] ?? '',
      atMs: times.at(row),
      seq: 0,
      offsetMs: 0,
      // A fold only asks whether two are the same.
      sessionId: String(columns.session.at(row)),
      params: params.at(columns.params.at(row), withItems),
      consent,
    }),
  };
};
