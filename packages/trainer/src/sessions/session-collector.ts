import { fnv32a } from '@aisle/engine';
import type { AisleEvent } from '@aisle/schema';
import type { SessionEvent } from '../neighbours/session-corpus.js';
import { type ReasonAgainst, reasonAgainst } from '../reason-against.js';
import { regionOf } from './event-region.js';
import { categoriesNamed, createItemCategories } from './item-categories.js';
import { createNameBook } from './name-book.js';
import { createRepeatedOrders } from './repeated-orders.js';
import { createSessionNumbers } from './session-numbers.js';
import { type Columns, createColumns, sessionsIn, TYPES } from './session-columns.js';

/** Why an event is not learned from. */
export type LeftOut = ReasonAgainst | 'no item' | 'repeated order';

/** What was gathered since the part before, as it can be kept in a file (structured clone). */
export interface CollectorPart {
  readonly events: number;
  /** All until now. */
  readonly leftOut: Readonly<Partial<Record<LeftOut, number>>>;
  readonly columns: Readonly<Record<keyof Columns, Uint32Array | Uint8Array | Float64Array>>;
  readonly sessions: Uint32Array;
  readonly itemIds: readonly string[];
  readonly regions: readonly string[];
  readonly categories: readonly (readonly [string, readonly string[]])[];
  readonly orders: readonly (readonly [string, string])[];
}

/** Gathers events of many sessions, in any order, into sessions. */
export interface SessionCollector {
  readonly add: (event: AisleEvent) => void;
  /** Gives sessions, oldest first; in each what was done with items, each event once. */
  readonly sessions: () => Iterable<readonly SessionEvent[]>;
  /** Gives the categories of items, the broadest first, as the last event said that named any. */
  readonly categories: () => ReadonlyMap<string, readonly string[]>;
  /** How many events were added, and how many of them do not count. */
  readonly counts: () => { readonly events: number; readonly leftOut: Readonly<Partial<Record<LeftOut, number>>> };
  /** Takes out what was gathered since the last part, to be kept; it stays here, too. */
  readonly takePart: () => CollectorPart;
  /** Puts a part back. All parts in their order make a collector that goes on as the one they are of. */
  readonly putPart: (part: CollectorPart) => void;
}

const MOST_REGIONS = 255;

/** Makes an empty one. */
export const createSessionCollector = (): SessionCollector => {
  const sessions = createSessionNumbers();
  const [itemIds, regions] = [createNameBook(), createNameBook()];
  const columns = createColumns();
  const categories = createItemCategories();
  const orders = createRepeatedOrders();
  let leftOut: Partial<Record<LeftOut, number>> = {};
  let [events, partFrom] = [0, 0];
  const columnNames = Object.keys(columns) as readonly (keyof Columns)[];

  const whyNot = (event: AisleEvent): LeftOut | null => {
    const reason = reasonAgainst(event);
    if (reason) return reason;
    if (!TYPES.includes(event.name) || !event.params.items?.length) return 'no item';
    return orders.isRepeated(event) ? 'repeated order' : null;
  };
  const regionNumber = (event: AisleEvent): number => {
    const region = regionOf(event);
    const isKnown = region !== undefined && (regions.has(region) || regions.size() < MOST_REGIONS);
    return isKnown ? regions.numberOf(region) + 1 : 0;
  };
  const take = (event: AisleEvent): void => {
    const session = sessions.numberOf(event.sessionId);
    const region = regionNumber(event);
    for (const [place, item] of (event.params.items ?? []).entries()) {
      categories.set([item.item_id, categoriesNamed(item)]);
      columns.session.push(session);
      columns.item.push(itemIds.numberOf(item.item_id));
      columns.type.push(TYPES.indexOf(event.name));
      columns.seq.push(event.seq);
      columns.mark.push(fnv32a(`${event.id}/${place}`));
      columns.region.push(region);
      columns.atMs.push(event.atMs);
    }
  };
  return {
    add(event) {
      events += 1;
      const reason = whyNot(event);
      if (reason) leftOut[reason] = (leftOut[reason] ?? 0) + 1;
      else take(event);
    },
    sessions: () => sessionsIn(columns, { itemIds: itemIds.names(), regions: regions.names() }),
    categories: () => categories.all(),
    counts: () => ({ events, leftOut }),
    takePart() {
      const since = partFrom;
      partFrom = columns.item.length();
      const taken = columnNames.map((name) => [name, columns[name].since(since)] as const);
      return {
        events,
        leftOut: { ...leftOut },
        columns: Object.fromEntries(taken) as CollectorPart['columns'],
        ...{ sessions: sessions.takeNew(), itemIds: itemIds.takeNew(), regions: regions.takeNew() },
        ...{ categories: categories.takeNew(), orders: orders.takeNew() },
      };
    },
    putPart(part) {
      for (const name of columnNames) for (const value of part.columns[name]) columns[name].push(value);
      sessions.putBack(part.sessions);
      for (const id of part.itemIds) itemIds.numberOf(id);
      for (const region of part.regions) regions.numberOf(region);
      for (const entry of part.categories) categories.set(entry);
      for (const entry of part.orders) orders.set(entry);
      [events, partFrom, leftOut] = [part.events, columns.item.length(), { ...part.leftOut }];
      for (const book of [itemIds, regions, categories]) book.takeNew();
    },
  };
};
