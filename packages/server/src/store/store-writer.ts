import type { EventStore } from './event-store.js';
import type { RowBatch } from './event-rows.js';

/** What of a store writes, on whatever thread; the promises are the store's. */
export interface StoreWriter extends Pick<EventStore, 'deadLetter' | 'erase' | 'prune' | 'probe'> {
  accept(batch: RowBatch): ReturnType<EventStore['accept']>;
  /** Commits what was handed in, then lets go of its connection. */
  close(): Promise<void>;
}
