import type { Accumulator, Profile } from '@aisle/engine';
import type { AisleEvent, Purpose } from '@aisle/schema';
import type { DropCounts, Settled } from '../outbox.js';
import { compacted, narrowed } from './append.js';
import { type Delivery, isOver, settled, shed, take, withDrops } from './delivery.js';
import type { How, Left } from './event-log.js';
import { deliveryIn, eventsOf, recordsIn } from './kept-state.js';
import type { Tx } from './tables.js';

/** About 3 MB; older events live on in the base. */
const MAX_LOGGED = 5_000;

/**
 * Goes through the records of a store, the oldest first, until `leave` answers null; else with what is left of one. Deletes and
 * counts on its way what is no event.
 */
export const goThrough = async (
  tx: Tx,
  store: 'log' | 'outbox',
  leave: (events: readonly AisleEvent[]) => readonly AisleEvent[] | null,
): Promise<void> => {
  let unreadable = 0;
  for (let cursor = await tx.objectStore(store).openCursor(); cursor; cursor = await cursor.continue()) {
    const events = eventsOf([cursor.value]);
    const left = events[0] ? leave(events) : events;
    if (!left) break;
    const spoilt = [cursor.value].flat().length - events.length;
    if (left.length === 0) await cursor.delete();
    else if (left !== events || spoilt > 0) await cursor.update(left);
    unreadable += spoilt;
  }
  if (unreadable > 0) await changeDelivery(tx, (delivery) => withDrops(delivery, { unreadable }));
};

/** Records at once: pages that were late wrote older events among newer ones. */
const NEAR = 50;

/** Of events that were recorded since then, and what was written around them, the ids. */
const idsSince = async (tx: Tx, sinceMs: number): Promise<ReadonlySet<string>> => {
  const ids = new Set<string>();
  if (sinceMs === Infinity) return ids;
  for (const store of [tx.objectStore('log'), tx.objectStore('outbox')]) {
    const newest = await store.openKeyCursor(null, 'prev');
    for (let end = newest?.key ?? 0, isNear = true; isNear && end > 0; end -= NEAR) {
      const events = eventsOf(await store.getAll(IDBKeyRange.bound(end - NEAR, end)));
      for (const { id } of events) ids.add(id);
      isNear = events.some(({ atMs }) => atMs >= sinceMs);
    }
  }
  return ids;
};

/** Takes out what is there already, and what was withdrawn: nothing rests on a purpose that was denied since, though it was granted again. */
export const leftIn = async (tx: Tx, { sinceMs, record }: How): Promise<Left> => {
  const ids = await idsSince(tx, sinceMs?.() ?? Infinity);
  const records = record ? await recordsIn(tx) : [];
  const at = records.findIndex(({ id }) => id === record);
  const isAllowed = (purpose: Purpose): boolean =>
    !record || (at >= 0 && !records.slice(at + 1).some(({ after }) => after[purpose] === 'denied'));
  return (flush) => narrowed(flush, isAllowed).flatMap(({ drafts }) => drafts.filter(({ id }) => !ids.has(id)));
};

/** What the log remembers goes: another customer begins. */
export const forgetLog = async (tx: Tx): Promise<void> => {
  await tx.objectStore('log').clear();
  for (const key of ['base', 'logged'] as const) await tx.objectStore('state').delete(key);
};

/** Adds to the log; when it is too long its oldest records are folded into the base. */
export const remember = async (
  tx: Tx,
  events: readonly AisleEvent[],
  accumulators: readonly Accumulator[],
): Promise<void> => {
  const state = tx.objectStore('state');
  await tx.objectStore('log').add(events);
  let logged = (((await state.get('logged')) as number | undefined) ?? 0) + events.length;
  if (logged > MAX_LOGGED) {
    let base = (await state.get('base')) as Profile | undefined;
    await goThrough(tx, 'log', (oldest) => {
      if (logged <= MAX_LOGGED) return null;
      base = compacted(base, oldest, accumulators);
      logged -= oldest.length;
      return [];
    });
    await state.put(base, 'base');
  }
  await state.put(logged, 'logged');
};

/** Replaces what is known of the outbox; answers it. */
export const changeDelivery = async (tx: Tx, change: (delivery: Delivery) => Delivery): Promise<Delivery> => {
  const delivery = change(await deliveryIn(tx));
  await tx.objectStore('state').put(delivery, 'delivery');
  return delivery;
};

/** Adds to the outbox; when no server has answered for very long its oldest events are given up. */
export const queue = async (tx: Tx, events: readonly AisleEvent[], drops: DropCounts): Promise<void> => {
  const taken = take(withDrops(await deliveryIn(tx), drops), events);
  if (taken.fitting.length > 0) await tx.objectStore('outbox').add(taken.fitting);
  let { delivery } = taken;
  for (const spares of [true, false])
    if (isOver(delivery))
      await goThrough(tx, 'outbox', (oldest) => {
        if (!isOver(delivery)) return null;
        const left = shed(delivery, oldest, spares);
        ({ delivery } = left);
        return left.kept;
      });
  await tx.objectStore('state').put(delivery, 'delivery');
};

/** Deletes from the outbox what a server has, or will never take. */
export const settle = async (tx: Tx, word: Settled): Promise<void> => {
  const { ids } = word;
  const gone: AisleEvent[] = [];
  await goThrough(tx, 'outbox', (events) => {
    if (gone.length >= ids.size) return null;
    const kept = events.filter(({ id }) => !ids.has(id));
    gone.push(...events.filter(({ id }) => ids.has(id)));
    return kept.length < events.length ? kept : events;
  });
  await changeDelivery(tx, (delivery) => settled(delivery, gone, word));
};
