import type { Purpose } from '@aisle/schema';
import { headWithout, trimmed } from './append.js';
import { STORES, type Store, idsOf } from './event-log.js';
import { goThrough } from './keep-events.js';
import { headIn, recordsIn } from './kept-state.js';
import type { Tx } from './tables.js';

/** Empties stores; in what is left, takes out what no purpose allows any more. Answers the ids a server may know. */
export const forgetStores = async (
  tx: Tx,
  stores: readonly Store[],
  isAllowed: (purpose: Purpose) => boolean,
): Promise<readonly string[]> => {
  const known = await headIn(tx);
  const records = await recordsIn(tx);
  await Promise.all(stores.map((store) => tx.objectStore(store).clear()));
  if (stores.length === STORES.length) return idsOf(known);
  await tx.objectStore('state').put(headWithout(stores, known), 'head');
  await tx.objectStore('state').put(records, 'records');
  let unsent = 0;
  for (const store of ['log', 'outbox'] as const)
    await goThrough(tx, store, (events) => {
      if (store === 'outbox') unsent += events.length;
      return events.map((event) => trimmed(event, isAllowed));
    });
  await tx.objectStore('state').put(unsent, 'unsent');
  return idsOf(known);
};
