import type { Accumulator, Profile } from '@aisle/engine';
import type { AisleEvent } from '@aisle/schema';
import { compacted } from './append.js';
import { withDrops, withoutEvents } from './delivery.js';
import { emptyHead } from './head.js';
import { changeDelivery, goThrough } from './keep-events.js';
import { deliveryIn, eventsOf, headIn } from './kept-state.js';
import type { Tx } from './tables.js';

/** What was not sent for so long is not sent at all. */
const MAX_UNSENT_MS = 90 * 86_400_000;
const WILD_MS = 2 * 365 * 86_400_000;

/** Deletes events that are older, oldest record first; answers them. */
const deleteBefore = async (tx: Tx, store: 'log' | 'outbox', cutoffMs: number): Promise<readonly AisleEvent[]> => {
  const gone: AisleEvent[] = [];
  await goThrough(tx, store, (events) => {
    const kept = events.filter(({ atMs }) => atMs >= cutoffMs);
    // One without a time, too.
    gone.push(...events.filter((event) => !kept.includes(event)));
    return kept.length < events.length ? kept : null;
  });
  return gone;
};

/** Gives up what waits, or was set aside, for too long. */
const giveUpBefore = async (tx: Tx, cutoffMs: number): Promise<void> => {
  const unsent = await deleteBefore(tx, 'outbox', cutoffMs);
  const { aside } = await deliveryIn(tx);
  const young = aside.filter(({ event }) => event.atMs >= cutoffMs);
  if (unsent.length > 0 || young.length < aside.length)
    await changeDelivery(tx, (delivery) =>
      withDrops({ ...withoutEvents(delivery, unsent), aside: young }, { expired: unsent.length }),
    );
};

/** A clock that is set back keeps nothing alive. */
const latestTime = async (tx: Tx): Promise<number> => {
  const state = tx.objectStore('state');
  const known = ((await state.get('clock')) as number | undefined) ?? 0;
  // One that was wildly ahead is not believed for ever.
  const clockMs = known - Date.now() > WILD_MS ? Date.now() : Math.max(Date.now(), known);
  await state.put(clockMs, 'clock');
  return clockMs;
};

/**
 * Deletes what is older than may be kept: events, what was learned from them, and the visitor id.
 *
 * By the latest time this device has ever shown, but for what is to be sent.
 */
export const forgetExpired = async (
  tx: Tx,
  retentionMs: number,
  accumulators: readonly Accumulator[],
): Promise<void> => {
  const [state, log] = [tx.objectStore('state'), tx.objectStore('log')];
  const cutoffMs = (await latestTime(tx)) - retentionMs;
  // No server takes it any more: a withdrawal is remembered there for not much longer. By the clock as it is: what was too old at a later
  // time went when that time was shown, and what is recorded since the clock was set right is still to be sent.
  await giveUpBefore(tx, Date.now() - Math.min(retentionMs, MAX_UNSENT_MS));
  const gone = await deleteBefore(tx, 'log', cutoffMs);
  const base = (await state.get('base')) as Profile | undefined;
  const isBaseOld = (base?.lastAtMs ?? cutoffMs) < cutoffMs;
  const head = await headIn(tx);
  const isVisitorOld = (head.visitorSinceMs ?? cutoffMs) < cutoffMs;
  if (![gone.length > 0, isBaseOld, isVisitorOld].includes(true)) return;
  if (isBaseOld) await state.delete('base');
  const events = eventsOf(await log.getAll());
  await state.put(events.length, 'logged');
  const profile = compacted(isBaseOld ? undefined : base, events, accumulators);
  // With the last event goes all that rested on it.
  const left = profile.firstAtMs === null ? { ...emptyHead, record: head.record } : { ...head, profile };
  await state.put(
    { ...left, ...(isVisitorOld && { visitorId: null, visitorSinceMs: null, userId: null, sessions: [] }) },
    'head',
  );
};
