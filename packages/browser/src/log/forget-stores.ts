import type { AisleEvent, Purpose } from '@aisle/schema';
import { headWithout, trimmed } from './append.js';
import { emptyDelivery, recounted } from './delivery.js';
import { STORES, type Store, idsOf } from './event-log.js';
import { goThrough } from './keep-events.js';
import { deliveryIn, headIn, recordsIn } from './kept-state.js';
import type { Tx } from './tables.js';

/** Empties stores; in what is left, takes out what no purpose allows any more. Answers the ids a server may know. */
export const forgetStores = async (
  tx: Tx,
  stores: readonly Store[],
  isAllowed: (purpose: Purpose) => boolean,
): Promise<readonly string[]> => {
  const known = await headIn(tx);
  const records = await recordsIn(tx);
  const delivery = stores.includes('outbox') ? emptyDelivery : await deliveryIn(tx);
  await Promise.all(stores.map((store) => tx.objectStore(store).clear()));
  if (stores.length === STORES.length) return idsOf(known);
  const trim = (event: AisleEvent): AisleEvent => trimmed(event, isAllowed);
  const unsent: AisleEvent[] = [];
  await goThrough(tx, 'log', (events) => events.map(trim));
  await goThrough(tx, 'outbox', (events) => {
    const kept = events.map(trim);
    unsent.push(...kept);
    return kept;
  });
  const state = tx.objectStore('state');
  await state.put(headWithout(stores, known), 'head');
  await state.put(records, 'records');
  await state.put(recounted(delivery, unsent, trim), 'delivery');
  return idsOf(known);
};
