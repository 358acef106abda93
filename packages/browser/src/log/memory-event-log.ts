import type { AisleEvent } from '@aisle/schema';
import type { DropCounts } from '../outbox.js';
import { headWithout, trimmed } from './append.js';
import { emptyDelivery, recounted, settled, shed, take, withDrops } from './delivery.js';
import { type EventLog, type Store, idsOf, within } from './event-log.js';
import { type Head, type Proven, emptyHead } from './head.js';
import { startRefill } from './refill.js';

const MAX_LOGGED = 5_000;
const MAX_FLUSHES = 100;

/** Keeps everything for the life of the page, as far as it is little: where the browser has no database to give. */
export const createMemoryEventLog = (head: Head = emptyHead, takeDrops: () => DropCounts = () => ({})): EventLog => {
  let delivery = emptyDelivery;
  /** Flushes whose events came here. */
  let taken: readonly string[] = [];
  let log: readonly AisleEvent[] = [];
  let outbox: readonly AisleEvent[] = [];
  let records: readonly Proven[] = [];
  return {
    known: head.record,
    isLasting: () => false,
    async append(place) {
      // A flush that the page's head counts in may still be new to this store.
      const appended = place({ ...head, flushes: taken }, ({ drafts }) => drafts);
      const isCounted = appended.head.flushes.some((id) => !taken.includes(id) && head.flushes.includes(id));
      taken = appended.head.flushes;
      // Its numbers are given either way.
      head = isCounted
        ? { ...head, session: appended.head.session }
        : { ...appended.head, flushes: [...head.flushes, ...taken].slice(-MAX_FLUSHES) };
      if (head.record && records.at(-1) !== head.record) records = [...records, head.record];
      log = [...(appended.isOther ? [] : log), ...appended.log].slice(-MAX_LOGGED);
      if (appended.outbox.length === 0) return { ...appended, head };
      const queued = take(withDrops(delivery, { ...takeDrops(), spill_full: appended.lost ?? 0 }), appended.outbox);
      ({ delivery } = queued);
      outbox = [...outbox, ...queued.fitting];
      for (const spares of [true, false]) ({ kept: outbox, delivery } = shed(delivery, outbox, spares));
      return { ...appended, head };
    },
    async refill(accumulators) {
      const refill = startRefill(head, accumulators);
      refill.take(log);
      return (head = refill.head());
    },
    async unsent(maxEvents, maxBytes) {
      const events = within(outbox, maxEvents, maxBytes);
      return { ...delivery, events, hasMore: events.length < outbox.length };
    },
    async settle(word) {
      const gone = outbox.filter(({ id }) => word.ids.has(id));
      outbox = outbox.filter(({ id }) => !word.ids.has(id));
      delivery = settled(delivery, gone, word);
    },
    // No other tab sees it.
    lease: async () => true,
    stored: async () => ({ head, base: null, log, outbox, delivery, records, clockMs: null }),
    async forget(stores, isAllowed) {
      const ids = idsOf(head);
      const trim = (event: AisleEvent): AisleEvent => trimmed(event, isAllowed);
      const left = (events: readonly AisleEvent[], store: Store) => (stores.includes(store) ? [] : events.map(trim));
      head = headWithout(stores, head);
      log = left(log, 'log');
      outbox = left(outbox, 'outbox');
      delivery = stores.includes('outbox') ? emptyDelivery : recounted(delivery, outbox, trim);
      if (!head.record) records = [];
      return ids;
    },
    close() {},
  };
};
