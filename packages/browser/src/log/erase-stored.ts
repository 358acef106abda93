import { STORES } from './event-log.js';
import { openIdbEventLog } from './idb-event-log.js';

/** Erases what earlier pages stored, when nothing has opened it in this one. Answers the ids a server may know. */
export const eraseStored = async (site: string): Promise<readonly string[]> => {
  const log = await openIdbEventLog(site, {
    accumulators: () => [],
    retentionMs: Infinity,
    proofs: async () => ({}),
    takeDrops: () => ({}),
    onPruned: () => {},
    onErased: () => {},
  });
  const ids = await log.forget(STORES, () => false);
  log.close();
  return ids;
};
