import type { AisleEvent } from '@aisle/schema';
import { type EventLog, within } from './event-log.js';
import type { Folding, Head } from './head.js';
import { startRefill } from './refill.js';

/** Keeps everything for the life of the page: where the browser has no database to give. */
export const createMemoryEventLog = (folding: Folding, head: Head = folding.emptyHead): EventLog => {
  let log: readonly AisleEvent[] = [];
  let outbox: readonly AisleEvent[] = [];
  return {
    async append(place) {
      const appended = place(head);
      head = appended.head;
      log = [...log, ...appended.log];
      outbox = [...outbox, ...appended.outbox];
      return head;
    },
    async refill(accumulators) {
      const refill = startRefill(head, [accumulators, undefined], folding);
      refill.take(log);
      return (head = refill.head());
    },
    unsent: async (maxEvents, maxBytes) => within(outbox, maxEvents, maxBytes),
    async acknowledge(ids) {
      outbox = outbox.filter(({ id }) => !ids.has(id));
    },
    stored: async () => ({ head, log, outbox }),
    async forget(stores) {
      head = folding.headWithout(stores, head);
      if (stores.includes('log')) log = [];
      if (stores.includes('outbox')) outbox = [];
    },
    close() {},
  };
};
