import type { AisleEvent } from '@aisle/schema';
import type { DBSchema, IDBPTransaction } from 'idb';
import type { Store } from './event-log.js';

/** The stores of a site's database. */
export interface Tables extends DBSchema {
  /**
   * `head`: see head.ts. `base`: the fold of the events the log let go of. `logged`: how many the log holds. `records`: the
   * changes of consent. `clock`: the latest time this device has shown.
   * `delivery`: see delivery.ts.
   */
  state: { key: 'head' | 'base' | 'logged' | 'records' | 'clock' | 'delivery'; value: unknown };
  /** One record a flush: the cost of IndexedDB is per record, not per byte. */
  log: { key: number; value: readonly AisleEvent[] };
  outbox: { key: number; value: readonly AisleEvent[] };
}
export type Tx = IDBPTransaction<Tables, Store[], 'readwrite'>;
