import type { AisleEvent } from '@aisle/schema';
import { type EventLog, type Store, idsOf, within } from './event-log.js';
import { headWithout, trimmed } from './append.js';
import { type Head, type Proven, emptyHead } from './head.js';
import { startRefill } from './refill.js';

/** Keeps everything for the life of the page: where the browser has no database to give. */
export const createMemoryEventLog = (head: Head = emptyHead): EventLog => {
  let log: readonly AisleEvent[] = [];
  let outbox: readonly AisleEvent[] = [];
  let records: readonly Proven[] = [];
  return {
    known: head.record,
    async append(place) {
      const appended = place(head);
      head = appended.head;
      if (head.record && records.at(-1) !== head.record) records = [...records, head.record];
      log = [...log, ...appended.log];
      outbox = [...outbox, ...appended.outbox];
      return head;
    },
    async refill(accumulators) {
      const refill = startRefill(head, accumulators);
      refill.take(log);
      return (head = refill.head());
    },
    unsent: async (maxEvents, maxBytes) => within(outbox, maxEvents, maxBytes),
    async acknowledge(ids) {
      outbox = outbox.filter(({ id }) => !ids.has(id));
    },
    stored: async () => ({ head, base: null, log, outbox, records, clockMs: null }),
    async forget(stores, isAllowed) {
      const ids = idsOf(head);
      const left = (events: readonly AisleEvent[], store: Store) =>
        stores.includes(store) ? [] : events.map((event) => trimmed(event, isAllowed));
      head = headWithout(stores, head);
      log = left(log, 'log');
      outbox = left(outbox, 'outbox');
      if (!head.record) records = [];
      return ids;
    },
    close() {},
  };
};
