import type { AisleEvent, EventResult } from '@aisle/schema';
import type { Diagnose } from '../error.js';
import type { Outbox, Settled } from '../outbox.js';
import { alone } from './alone.js';
import { backoffMs } from './backoff.js';
import type { Reply, Transport } from './transport.js';

export interface Sync {
  /** Sends soon, many wakes as one. */
  wake(delayMs: number): void;
  /** Sends now; resolves when the outbox is empty or an attempt failed. Never rejects. */
  drain(): Promise<void>;
  /** The page may die: what it wrote and no server has leaves in one last request, as an extra. The outbox is the proof. */
  leave(written: readonly AisleEvent[]): void;
  /** The page goes away, perhaps into the browser's cache: what is on its way holds no other tab up. */
  release(): void;
  /** The network is back: a server that was left alone is tried again. */
  resume(): void;
  /** Ends timers and requests; what was not acknowledged stays in the outbox. A later wake starts anew. */
  cancel(): void;
}

export interface SyncOptions {
  readonly lock: string;
  readonly tab: string;
  /** Null when there is none any more. */
  readonly outbox: () => Promise<Outbox | null>;
  readonly send: Transport;
  /** Resolves when the page is not in the browser's cache. */
  readonly isBack: () => Promise<void>;
  /** Asked before each attempt: consent counts when a batch leaves, too. */
  readonly allowed: () => boolean;
  /** What of an event may leave now. */
  readonly trim: (event: AisleEvent) => AisleEvent;
  readonly diagnose: Diagnose;
  readonly onSynced: (results: readonly EventResult[]) => void;
  /** These need not leave any more. */
  readonly onSettled: (ids: ReadonlySet<string>) => void;
}

const FINAL = /^(accepted|duplicate|rejected)$/;
const MAX_EVENTS = 500;
const MAX_BYTES = 256 * 1024;
/** A last request and what is around it stay below the browser's quota. */
const MAX_LAST_BYTES = 40_000;
const bytesOf = (event: AisleEvent): number => new TextEncoder().encode(JSON.stringify(event)).length;
/** In a row; then the next pages know of it, too. */
const MAX_FAILURES = 5;
/** Longer than any request. */
const LEASE_MS = 20_000;

/** Worth another try: no answer, a time-out, too many requests, a server in trouble. */
const isPassing = (status: number): boolean => status === 0 || status >= 500 || [202, 408, 425, 429].includes(status);
/** There is something in the batch that this server does not take. */
const isIndigestible = (status: number): boolean => [400, 413, 422].includes(status);

/** Untrusted: only ids that were sent and words that are final count. An id that was unreadable is named by its place. */
const acknowledgedOf = (events: readonly AisleEvent[], { results }: Reply): ReadonlySet<string> =>
  new Set(
    events
      .map(({ id }) => id)
      .filter((id, index) => FINAL.test(results[index]?.status ?? '') && (results[index]?.id ?? id) === id),
  );

const NOTHING: Settled = { ids: new Set(), drops: {}, trouble: null };

/** Empties the outbox batch by batch: only what a server acknowledged, or will never take, leaves it. */
// One string from top to bottom: each step is short.
// oxlint-disable-next-line max-lines-per-function
export const createSync = (options: SyncOptions): Sync => {
  const { send, allowed, diagnose } = options;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let dueAtMs = Infinity;
  let draining: Promise<void> | undefined;
  /** The last request of a page that went on all the same. */
  let leaving: Promise<void> | undefined;
  let sending = Promise.resolve();
  let inFlight: ReadonlySet<string> = new Set();
  let failures = 0;
  /** The server is left alone until then. */
  let restUntilMs = 0;
  /** Halved for what a server does not take at once, doubled again when it does. */
  let maxEvents = MAX_EVENTS;
  let ending = new AbortController();
  let left = new AbortController();
  let refused = false;
  let asked = false;

  const unschedule = (): void => {
    clearTimeout(timer);
    dueAtMs = Infinity;
  };
  const wake = (delayMs: number): void => {
    const nowMs = performance.now();
    const atMs = Math.max(nowMs + delayMs, failures === 0 ? 0 : restUntilMs);
    if (refused || atMs >= dueAtMs) return;
    unschedule();
    dueAtMs = atMs;
    timer = setTimeout(() => void drain(), atMs - nowMs);
  };

  const settle = async (store: Outbox, settled: Partial<Settled>): Promise<void> => {
    await store.settle({ ...NOTHING, ...settled });
    options.onSettled(settled.ids ?? NOTHING.ids);
  };

  /** Answers whether to go on. */
  const onIndigestible = async (store: Outbox, ids: ReadonlySet<string>, status: number): Promise<boolean> => {
    maxEvents = Math.ceil(ids.size / 2);
    if (ids.size > 1) return true;
    // A server that takes nothing at all may not cost a single event.
    const isPoison = status === 413 || (await send({ events: [], drops: {} }, ending.signal)).status === 202;
    if (isPoison) await settle(store, { ids, refusal: status === 413 ? 'too_large' : 'unreadable' });
    return isPoison;
  };
  const onFailure = async (store: Outbox, { status, waitMs }: Reply, before: number): Promise<void> => {
    // Somebody has to mend the site key or the address: the next page tries again.
    refused = !isPassing(status);
    diagnose(refused ? 'transport/refused' : 'transport/offline', `ingest answered ${status}`);
    const restMs = Math.max(waitMs, backoffMs(Math.max(failures, before)));
    failures = Math.max(failures, before) + 1;
    restUntilMs = performance.now() + restMs;
    wake(restMs);
    if (failures >= MAX_FAILURES) await settle(store, { trouble: { failures } });
  };

  /** Answers whether to go on with the next. */
  const onRefused = async (store: Outbox, reply: Reply, before: number): Promise<boolean> => {
    if (isIndigestible(reply.status) && (await onIndigestible(store, inFlight, reply.status))) return true;
    // A page tries once, whatever the one before met; what it met counts as soon as this one fails, too.
    await onFailure(store, reply, before);
    return false;
  };
  /** Sends one batch; answers whether to go on with the next. */
  const sendSome = async (store: Outbox): Promise<boolean> => {
    const { signal } = ending;
    const { events, drops, trouble, hasMore } = await store.unsent(maxEvents, MAX_BYTES);
    // What was withdrawn meanwhile stays, also when it is granted again.
    if (events.length === 0 || signal.aborted || !allowed()) return false;
    inFlight = new Set(events.map(({ id }) => id));
    const reply = await send({ events: events.map(options.trim), drops }, signal);
    // Whatever came of it: the outbox may be gone.
    if (signal.aborted) return false;
    const ids = acknowledgedOf(events, reply);
    if (ids.size === 0) return allowed() && onRefused(store, reply, trouble?.failures ?? 0);
    failures = 0;
    maxEvents = Math.min(MAX_EVENTS, maxEvents * 2);
    await settle(store, { ids, drops });
    options.onSynced(reply.results);
    // What came meanwhile has a wake of its own, and others with it: a batch costs the same for one event and for a hundred.
    return hasMore || ids.size < events.length;
  };

  /** Pages without TLS have no locks: there the store says whose turn it is. */
  const isMyTurn = async (store: Outbox): Promise<boolean> => {
    if (navigator.locks || (await store.lease(options.tab, LEASE_MS))) return true;
    wake(LEASE_MS);
    return false;
  };
  const sendOutbox = async (): Promise<void> => {
    const { signal } = ending;
    await leaving;
    const store = allowed() && !refused && (await options.outbox());
    if (!store || signal.aborted) return;
    while ((await isMyTurn(store)) && (await sendSome(store)));
    inFlight = new Set();
    if (!navigator.locks && !signal.aborted) await store.lease(options.tab, 0);
  };
  /** One after the other, also where the lock was let go of. */
  const sendAll = (): Promise<void> => (sending = sending.catch(() => undefined).then(sendOutbox));

  const drainAll = async (): Promise<void> => {
    while (asked) {
      asked = false;
      await options.isBack();
      const { signal } = left;
      try {
        await alone(options.lock, signal, sendAll);
      } catch (cause) {
        diagnose('storage/write', 'it cannot be read', cause);
      }
      asked ||= signal.aborted;
    }
    // In the same step as the last look: what is asked next begins anew.
    draining = undefined;
  };
  const drain = (): Promise<void> => {
    unschedule();
    // Asked again while one is ending: it may have looked into the outbox before the last event was there.
    asked = true;
    return (draining ??= drainAll());
  };

  const sendLast = async (events: readonly AisleEvent[]): Promise<void> => {
    const { signal } = ending;
    try {
      const reply = await send({ events: events.map(options.trim), drops: {}, isLast: true }, signal);
      const ids = acknowledgedOf(events, reply);
      const store = signal.aborted ? null : await options.outbox();
      if (store && ids.size > 0) await settle(store, { ids });
    } catch (cause) {
      diagnose('storage/write', 'it cannot be read', cause);
    } finally {
      leaving = undefined;
    }
  };

  return {
    wake,
    drain,
    leave(written) {
      let bytes = 0;
      const events = written.filter((event) => !inFlight.has(event.id) && (bytes += bytesOf(event)) <= MAX_LAST_BYTES);
      if (events.length === 0 || leaving || refused || failures > 0 || !allowed()) return;
      leaving = sendLast(events);
    },
    release() {
      left.abort();
      left = new AbortController();
    },
    resume() {
      failures = 0;
      wake(0);
    },
    cancel() {
      unschedule();
      ending.abort();
      ending = new AbortController();
    },
  };
};
