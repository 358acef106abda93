import { createGrowingArray } from '../neighbours/growing-array.js';
import type { SessionEvent } from '../neighbours/session-corpus.js';

/** Events by which a shopper shows interest in an item. Lists that were only shown, and exposures, are none. */
export const TYPES: readonly string[] = ['view_item', 'add_to_wishlist', 'add_to_cart', 'purchase'];

/** Names that columns mean by numbers. Region 0 is none. */
export interface ColumnNames {
  readonly itemIds: readonly string[];
  readonly regions: readonly string[];
}

/** Makes empty columns of what was done, 26 bytes an event, since millions of objects would not fit. */
export const createColumns = () => {
  const whole = () => createGrowingArray((length) => new Uint32Array(length));
  const small = () => createGrowingArray((length) => new Uint8Array(length));
  return {
    ...{ session: whole(), item: whole(), seq: whole(), mark: whole(), type: small(), region: small() },
    atMs: createGrowingArray((length) => new Float64Array(length)),
  };
};

export type Columns = ReturnType<typeof createColumns>;

type At = (row: number) => number;

/** Lists rows by the session they are in: those of a session from `starts[session]` on. */
const rowsBySession = (sessionOf: At, length: number) => {
  let count = 0;
  for (let row = 0; row < length; row += 1) count = Math.max(count, sessionOf(row) + 1);
  const starts = new Uint32Array(count + 1);
  for (let row = 0; row < length; row += 1) starts[sessionOf(row) + 1] = (starts[sessionOf(row) + 1] ?? 0) + 1;
  for (let session = 0; session < count; session += 1)
    starts[session + 1] = (starts[session + 1] ?? 0) + (starts[session] ?? 0);
  const rows = new Uint32Array(length);
  const next = starts.slice();
  for (let row = 0; row < length; row += 1) {
    const session = sessionOf(row);
    rows[next[session] ?? 0] = row;
    next[session] = (next[session] ?? 0) + 1;
  }
  return { starts, rows, count };
};

/** Orders the sessions by when they ended. */
const byEnd = ({ starts, rows, count }: ReturnType<typeof rowsBySession>, atMs: At): Uint32Array => {
  const endsMs = new Float64Array(count);
  for (let session = 0; session < count; session += 1)
    for (let at = starts[session] ?? 0; at < (starts[session + 1] ?? 0); at += 1)
      endsMs[session] = Math.max(endsMs[session] ?? 0, atMs(rows[at] ?? 0));
  return Uint32Array.from({ length: count }, (_, session) => session).sort(
    (a, b) => (endsMs[a] ?? 0) - (endsMs[b] ?? 0) || a - b,
  );
};

/** Puts rows in order: what ended first first and, in each session, by positions, since clocks are not to be trusted; each once. */
const inOrder = ({ session, seq, mark, atMs }: Columns) => {
  const grouped = rowsBySession(session.at, session.length());
  const starts = new Uint32Array(grouped.count + 1);
  const rows = new Uint32Array(session.length());
  let [done, place] = [0, 0];
  for (const number of byEnd(grouped, atMs.at)) {
    const marks = new Set<string>();
    const sorted = grouped.rows
      .slice(grouped.starts[number], grouped.starts[number + 1])
      .sort((a, b) => seq.at(a) - seq.at(b) || atMs.at(a) - atMs.at(b) || a - b);
    for (const row of sorted) {
      const known = marks.size;
      if (marks.add(`${seq.at(row)}/${mark.at(row)}`).size > known) rows[done++] = row;
    }
    starts[(place += 1)] = done;
  }
  return { starts, rows: rows.subarray(0, done) };
};

/** Takes a column's values of some rows. Not by `from`, which makes a list of millions of numbers of them first. */
const gather = <A extends Uint32Array | Uint8Array | Float64Array>(into: A, rows: Uint32Array, at: At): A => {
  for (let place = 0; place < rows.length; place += 1) into[place] = at(rows[place] ?? 0);
  return into;
};

/**
 * Packs columns into sessions, 14 bytes an event, whose events are objects only for a moment; they can be gone through as often as
 * one likes.
 */
export const sessionsIn = (columns: Columns, { itemIds, regions }: ColumnNames): Iterable<readonly SessionEvent[]> => {
  const { starts, rows } = inOrder(columns);
  const { length } = rows;
  const item = gather(new Uint32Array(length), rows, columns.item.at);
  const type = gather(new Uint8Array(length), rows, columns.type.at);
  const region = gather(new Uint8Array(length), rows, columns.region.at);
  const atMs = gather(new Float64Array(length), rows, columns.atMs.at);
  // Plain literals: millions of these are made, several times.
  const eventOf = (at: number): SessionEvent => {
    const event = { itemId: itemIds[item[at] ?? 0] ?? '', type: TYPES[type[at] ?? 0] ?? '', atMs: atMs[at] ?? 0 };
    const place = regions[(region[at] ?? 0) - 1];
    return place === undefined ? event : { itemId: event.itemId, type: event.type, atMs: event.atMs, region: place };
  };
  const sessionOf = (from: number, to: number): readonly SessionEvent[] => {
    const session: SessionEvent[] = [];
    for (let at = from; at < to; at += 1) session.push(eventOf(at));
    return session;
  };
  return {
    *[Symbol.iterator]() {
      for (let session = 0; session + 1 < starts.length; session += 1)
        yield sessionOf(starts[session] ?? 0, starts[session + 1] ?? 0);
    },
  };
};
