import { databaseName } from './database.js';
import type { Diagnose } from '../error.js';
import type { EventLog } from './event-log.js';
import type { Head } from './head.js';
import { type KeepingOptions, openIdbEventLog } from './idb-event-log.js';
import { createMemoryEventLog } from './memory-event-log.js';

export interface LastingOptions {
  readonly keeping: KeepingOptions;
  /** What the page began with: all that was admitted since is still to be appended. */
  readonly start: Head;
  /** As the page knows it now, with all that was not written. */
  readonly head: () => Head;
  readonly diagnose: Diagnose;
}

/** Opens a site's log in IndexedDB, and goes on in memory where that fails, at once or later. Never rejects. */
export const openEventLog = async (
  site: string,
  { keeping, start, head, diagnose }: LastingOptions,
): Promise<EventLog> => {
  let log = await openIdbEventLog(site, keeping).catch((cause: unknown) => {
    diagnose('storage/unavailable', 'going on in memory', cause);
    return createMemoryEventLog(start, keeping.takeDrops);
  });
  return {
    known: log.known,
    isLasting: () => log.isLasting(),
    append: (place, how) =>
      log.append(place, how).catch((cause: unknown) => {
        diagnose('storage/write', 'going on in memory', cause);
        log = createMemoryEventLog(head(), keeping.takeDrops);
        // The page's head counts these events in: only the events themselves have to be kept.
        return log
          .append((at, left) => {
            const { head: after, ...events } = place(at, left);
            return { ...events, head: { ...at, session: after.session, flushes: after.flushes } };
          })
          .catch(() => log.append((at) => ({ head: at, isOther: false, log: [], outbox: [] })));
      }),
    refill: (accumulators) =>
      log.refill(accumulators).catch((cause: unknown) => {
        diagnose('storage/write', 'history not read', cause);
        return null;
      }),
    unsent: (...most) => log.unsent(...most),
    settle: (settled) => log.settle(settled),
    lease: (tab, forMs) => log.lease(tab, forMs),
    stored: () => log.stored(),
    forget: (stores, isAllowed) =>
      log
        .forget(stores, isAllowed)
        .then((ids) => {
          // What lies there cannot be read, or not be changed: it can only be deleted whole.
          const name = databaseName(site);
          if (!log.isLasting()) self.indexedDB?.deleteDatabase(name);
          // Models are for who is known here. Those that cannot be reached were never kept.
          if (!isAllowed('personalization')) self.caches?.delete(name).catch(() => {});
          return ids;
        })
        .catch((cause: unknown) => {
          diagnose('storage/write', 'not erased', cause);
          return [];
        }),
    close: () => log.close(),
  };
};
