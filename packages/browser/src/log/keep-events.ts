import type { Accumulator, Profile } from '@aisle/engine';
import type { AisleEvent } from '@aisle/schema';
import { compacted } from './append.js';
import type { Tx } from './tables.js';

/** About 3 MB; older events live on in the base. */
const MAX_LOGGED = 5_000;
/** Events, about 5 MB; then the oldest go, and are counted. */
const MAX_UNSENT = 10_000;

/** Goes through the records of a store, the oldest first, until `leave` answers null; else with what is left of one. */
export const goThrough = async (
  tx: Tx,
  store: 'log' | 'outbox',
  leave: (events: readonly AisleEvent[]) => readonly AisleEvent[] | null,
): Promise<void> => {
  for (let cursor = await tx.objectStore(store).openCursor(); cursor; cursor = await cursor.continue()) {
    const left = leave(cursor.value);
    if (!left) return;
    await (left.length > 0 ? cursor.update(left) : cursor.delete());
  }
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

/** Adds to the outbox; when no server has answered for very long its oldest records are given up. */
export const queue = async (
  tx: Tx,
  events: readonly AisleEvent[],
  onDrop: (reason: string, by: number) => void,
): Promise<void> => {
  await tx.objectStore('outbox').add(events);
  const unsent = await countUnsent(tx, events.length);
  if (unsent <= MAX_UNSENT) return;
  let dropped = 0;
  await goThrough(tx, 'outbox', (oldest) => {
    if (unsent - dropped <= MAX_UNSENT) return null;
    dropped += oldest.length;
    return [];
  });
  onDrop('outbox_full', dropped);
  await countUnsent(tx, -dropped);
};

/** Keeps count of what waits to be sent; answers how much that is now. */
export const countUnsent = async (tx: Tx, more: number): Promise<number> => {
  const state = tx.objectStore('state');
  const unsent = Math.max(0, (((await state.get('unsent')) as number | undefined) ?? 0) + more);
  await state.put(unsent, 'unsent');
  return unsent;
};

/** Deletes from the outbox what the server has. */
export const deleteSent = async (tx: Tx, ids: ReadonlySet<string>): Promise<void> => {
  let left = ids.size;
  await goThrough(tx, 'outbox', (events) => {
    if (left <= 0) return null;
    const kept = events.filter(({ id }) => !ids.has(id));
    left -= events.length - kept.length;
    return kept;
  });
  await countUnsent(tx, left - ids.size);
};
