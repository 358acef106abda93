import type { Accumulator, Profile } from '@aisle/engine';
import type { AisleEvent } from '@aisle/schema';
import { compacted } from './append.js';
import type { Tx } from './tables.js';

/** About 3 MB; older events live on in the base. */
const MAX_LOGGED = 5_000;
/** Events, about 5 MB; then the oldest go, and are counted. */
const MAX_UNSENT = 10_000;

/** Adds to the log; when it is too long its oldest records are folded into the base. */
export const remember = async (
  tx: Tx,
  events: readonly AisleEvent[],
  accumulators: readonly Accumulator[],
): Promise<void> => {
  const [state, log] = [tx.objectStore('state'), tx.objectStore('log')];
  await log.add(events);
  let logged = (((await state.get('logged')) as number | undefined) ?? 0) + events.length;
  if (logged > MAX_LOGGED) {
    let base = (await state.get('base')) as Profile | undefined;
    for (let cursor = await log.openCursor(); cursor && logged > MAX_LOGGED; cursor = await cursor.continue()) {
      base = compacted(base, cursor.value, accumulators);
      logged -= cursor.value.length;
      await cursor.delete();
    }
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
  const outbox = tx.objectStore('outbox');
  await outbox.add(events);
  let unsent = await countUnsent(tx, events.length);
  for (let cursor = await outbox.openCursor(); cursor && unsent > MAX_UNSENT; cursor = await cursor.continue()) {
    onDrop('outbox_full', cursor.value.length);
    unsent = await countUnsent(tx, -cursor.value.length);
    await cursor.delete();
  }
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
  for (let cursor = await tx.objectStore('outbox').openCursor(); cursor && left > 0; cursor = await cursor.continue()) {
    const kept = cursor.value.filter(({ id }) => !ids.has(id));
    left -= cursor.value.length - kept.length;
    await (kept.length > 0 ? cursor.update(kept) : cursor.delete());
  }
  await countUnsent(tx, left - ids.size);
};
