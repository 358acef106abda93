import type { AisleEvent } from '@aisle/schema';
import { type EventLog, within } from './event-log.js';
import { type Head, emptyHead, headWithout } from './head.js';

/** Keeps everything for the life of the page: where the browser has no database to give. */
export const createMemoryEventLog = (head: Head = emptyHead): EventLog => {
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
    unsent: async (maxEvents, maxBytes) => within(outbox, maxEvents, maxBytes),
    async acknowledge(ids) {
      outbox = outbox.filter(({ id }) => !ids.has(id));
    },
    stored: async () => ({ head, log, outbox }),
    async forget(stores) {
      head = headWithout(stores, head);
      if (stores.includes('log')) log = [];
      if (stores.includes('outbox')) outbox = [];
    },
    close() {},
  };
};
