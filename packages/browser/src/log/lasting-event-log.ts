import type { Diagnose } from '../error.js';
import type { EventLog } from './event-log.js';
import type { Folding, Head } from './head.js';
import { openIdbEventLog } from './idb-event-log.js';
import { createMemoryEventLog } from './memory-event-log.js';

export interface LastingOptions {
  readonly folding: Folding;
  /** As the page knows it now, with all that was not written. */
  readonly head: () => Head;
  readonly diagnose: Diagnose;
}

/** Opens a site's log in IndexedDB, and goes on in memory where that fails, at once or later. Never rejects. */
export const openEventLog = async (site: string, { folding, head, diagnose }: LastingOptions): Promise<EventLog> => {
  let log = await openIdbEventLog(site, folding).catch((cause: unknown) => {
    diagnose('storage/unavailable', 'going on in memory', cause);
    return createMemoryEventLog(folding, head());
  });
  return {
    append: (place) =>
      log.append(place).catch((cause: unknown) => {
        diagnose('storage/write', 'going on in memory', cause);
        log = createMemoryEventLog(folding, head());
        // The page's head counts these events in: only the events themselves have to be kept.
        return log.append((at) => ({ ...place(at), head: at }));
      }),
    refill: (accumulators) =>
      log.refill(accumulators).catch((cause: unknown) => {
        diagnose('storage/write', 'history not read', cause);
        return null;
      }),
    unsent: (...most) => log.unsent(...most),
    acknowledge: (ids) => log.acknowledge(ids),
    stored: () => log.stored(),
    forget: (stores) => log.forget(stores).catch((cause: unknown) => diagnose('storage/write', 'not erased', cause)),
    close: () => log.close(),
  };
};
