import type { History } from '../history/history.js';

/** A product as the profile remembers it: only fields that survive sync. */
export interface SeenItem {
  readonly itemId: string;
  /** When it was last seen, ms since 1970. */
  readonly atMs: number;
  readonly views: number;
  readonly price?: number;
  readonly brand?: string;
  /** `item_category` … `item_category5`, the broadest first. */
  readonly categories: readonly string[];
}

export interface CartLine {
  readonly itemId: string;
  readonly quantity: number;
  readonly price?: number;
  readonly categories: readonly string[];
}

/** A weight that halves with time: its value at `atMs`. */
export interface Decaying {
  readonly weight: number;
  readonly atMs: number;
}

/** An arm, and the version of its experiment. */
export type Assigned = readonly [variation: string, version: number];

/** What a device knows of its shopper: the fold of their events, nothing else. Plain JSON. */
export interface Profile {
  readonly v: 1;
  readonly firstAtMs: number | null;
  readonly lastAtMs: number | null;
  /** Events by name, ever. */
  readonly counts: Readonly<Record<string, number>>;
  /** Sessions begun, ever. */
  readonly sessions: number;
  /** UTC days on which the shopper came. */
  readonly visits: number;
  /** The days themselves, counted from 1970, at most 60: a late event does not count its day twice. */
  readonly visitDays: readonly number[];
  readonly session: {
    readonly id: string | null;
    readonly startedAtMs: number | null;
    /** Events by name in this session. */
    readonly counts: Readonly<Record<string, number>>;
    /** The newest first, at most 8: a late event does not count its session twice. */
    readonly earlierIds: readonly string[];
    /** How long nobody came before it; null for the first. */
    readonly awayMs: number | null;
  };
  /** The newest first, each item once, at most 50. */
  readonly recents: readonly SeenItem[];
  readonly cart: {
    readonly lines: readonly CartLine[];
    readonly changedAtMs: number | null;
    readonly checkoutAtMs: number | null;
  };
  readonly orders: {
    readonly count: number;
    /** Sum of the orders' values, in the shop's currency. */
    readonly value: number;
    readonly lastAtMs: number | null;
    /** The newest first, at most 50: an order reported twice counts once. */
    readonly transactionIds: readonly string[];
    /** The newest first, at most 200. */
    readonly itemIds: readonly string[];
  };
  /** Interest, half-life 14 days, the 50 strongest of each kind. */
  readonly affinity: {
    readonly category: Readonly<Record<string, Decaying>>;
    readonly brand: Readonly<Record<string, Decaying>>;
    /** By price band, see `priceBandOf`. */
    readonly price: Readonly<Record<string, Decaying>>;
  };
  /** What the playbook asks of the past, by accumulator. */
  readonly history: History;
  /** Arms that were really seen, by experiment: they stay. */
  readonly assigned: Readonly<Record<string, Assigned>>;
  /** What the shopper or the shop declared (`x_traits`). */
  readonly traits: Readonly<Record<string, unknown>>;
}
