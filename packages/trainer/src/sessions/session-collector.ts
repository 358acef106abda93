import { fnv32a } from '@aisle/engine';
import type { AisleEvent } from '@aisle/schema';
import { createGrowingArray } from '../neighbours/growing-array.js';
import type { SessionEvent } from '../neighbours/session-corpus.js';
import { type ReasonAgainst, reasonAgainst } from '../reason-against.js';

/** Events by which a shopper shows interest in an item. Lists that were only shown, and exposures, are none. */
const TYPES: readonly string[] = ['view_item', 'add_to_wishlist', 'add_to_cart', 'purchase'];

/** Why an event is not learned from. */
export type LeftOut = ReasonAgainst | 'no item';

/** Gathers events of many sessions, in any order, into sessions. */
export interface SessionCollector {
  readonly add: (event: AisleEvent) => void;
  /** Gives sessions, oldest first; in each what was done with items, each event once. */
  readonly sessions: () => Iterable<readonly SessionEvent[]>;
  /** How many events were added, and how many of them do not count. */
  readonly counts: () => { readonly events: number; readonly leftOut: Readonly<Partial<Record<LeftOut, number>>> };
}

const whyNot = (event: AisleEvent): LeftOut | null => {
  const isOfItems = TYPES.includes(event.name) && event.params.items?.length;
  return reasonAgainst(event) ?? (isOfItems ? null : 'no item');
};

/** Gives each new text the next number. */
const numberIn = (numbers: Map<string, number>, text: string): number => {
  const number = numbers.get(text) ?? numbers.size;
  numbers.set(text, number);
  return number;
};

/** Columns of what was done, 28 bytes each, since millions of objects would not fit. */
const createColumns = () => {
  const whole = () => createGrowingArray((length) => new Uint32Array(length));
  return {
    ...{ session: whole(), item: whole(), type: whole(), seq: whole(), mark: whole() },
    atMs: createGrowingArray((length) => new Float64Array(length)),
  };
};

type Columns = ReturnType<typeof createColumns>;

/** Lists the rows of each session, and orders the sessions by when they ended. */
const rowsBySession = ({ session, atMs }: Columns): readonly (readonly number[])[] => {
  const [sessions, times] = [session.done(), atMs.done()];
  const rows: number[][] = [];
  for (const [row, number] of sessions.entries()) (rows[number] ??= []).push(row);
  const endOf = (of: readonly number[]): number => of.reduce((end, row) => Math.max(end, times[row] ?? 0), 0);
  return rows
    .map((of) => ({ of, endMs: endOf(of) }))
    .sort((a, b) => a.endMs - b.endMs)
    .map(({ of }) => of);
};

/** Gives sessions one after the other, so that their events are objects only for a moment; as often as it is gone through. */
const sessionsIn = (columns: Columns, itemIds: readonly string[]): Iterable<readonly SessionEvent[]> => {
  const [item, type, seq, mark] = [columns.item, columns.type, columns.seq, columns.mark].map((one) => one.done());
  const atMs = columns.atMs.done();
  const seqOf = (row: number): number => seq?.[row] ?? 0;
  const sessionOf = (rows: readonly number[]): readonly SessionEvent[] => {
    const marks = new Set<string>();
    const isNew = (row: number): boolean => {
      const before = marks.size;
      return marks.add(`${seqOf(row)}/${mark?.[row]}`).size > before;
    };
    return (
      [...rows]
        // Clocks are not to be trusted for order.
        .sort((a, b) => seqOf(a) - seqOf(b) || (atMs[a] ?? 0) - (atMs[b] ?? 0))
        .filter(isNew)
        .map((row) => ({
          itemId: itemIds[item?.[row] ?? 0] ?? '',
          type: TYPES[type?.[row] ?? 0] ?? '',
          atMs: atMs[row] ?? 0,
        }))
    );
  };
  const all = rowsBySession(columns);
  return {
    *[Symbol.iterator]() {
      for (const rows of all) yield sessionOf(rows);
    },
  };
};

/** Makes an empty one. */
export const createSessionCollector = (): SessionCollector => {
  const [sessionIds, itemIds] = [new Map<string, number>(), new Map<string, number>()];
  const columns = createColumns();
  const leftOut: Partial<Record<LeftOut, number>> = {};
  let events = 0;
  return {
    add(event) {
      events += 1;
      const reason = whyNot(event);
      if (reason) leftOut[reason] = (leftOut[reason] ?? 0) + 1;
      else
        for (const [place, { item_id: itemId }] of (event.params.items ?? []).entries()) {
          columns.session.push(numberIn(sessionIds, event.sessionId));
          columns.item.push(numberIn(itemIds, itemId));
          columns.type.push(TYPES.indexOf(event.name));
          columns.seq.push(event.seq);
          columns.mark.push(fnv32a(`${event.id}/${place}`));
          columns.atMs.push(event.atMs);
        }
    },
    sessions: () => sessionsIn(columns, [...itemIds.keys()]),
    counts: () => ({ events, leftOut }),
  };
};
