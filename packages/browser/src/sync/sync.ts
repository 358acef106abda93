import type { AisleEvent, EventResult } from '@aisle/schema';
import type { Diagnose } from '../error.js';
import { backoffMs } from './backoff.js';
import type { Drops } from './drops.js';
import type { Transport } from './transport.js';

/** What sync needs of a log. */
export interface Outbox {
  unsent(maxEvents: number, maxBytes: number): Promise<readonly AisleEvent[]>;
  acknowledge(ids: ReadonlySet<string>): Promise<void>;
}

export interface Sync {
  /** Sends soon, many wakes as one. */
  wake(delayMs: number): void;
  /** Sends now; resolves when the outbox is empty or an attempt failed. Never rejects. */
  drain(): Promise<void>;
  /** Ends timers and requests; what was not acknowledged stays in the outbox. A later wake starts anew. */
  cancel(): void;
}

export interface SyncOptions {
  readonly lock: string;
  /** Null while nothing is granted. */
  readonly outbox: () => Promise<Outbox> | undefined;
  readonly send: Transport;
  /** Asked before each attempt: consent counts when a batch leaves, too. */
  readonly allowed: () => boolean;
  /** What of an event may leave now. */
  readonly trim: (event: AisleEvent) => AisleEvent;
  readonly drops: Drops;
  readonly diagnose: Diagnose;
  readonly onSynced: (results: readonly EventResult[]) => void;
}

const FINAL = /^(accepted|duplicate|rejected)$/;
const MAX_EVENTS = 500;
const MAX_BYTES = 256 * 1024;

/** Worth another try: no answer, a time-out, too many requests, a server in trouble. */
const isPassing = (status: number): boolean => status === 0 || status >= 500 || [202, 408, 425, 429].includes(status);

/** One tab sends at a time; where the browser has no locks each does, and the server keeps each id once. */
const alone = (name: string, work: () => Promise<void>): Promise<void> =>
  navigator.locks ? navigator.locks.request(name, work) : work();

/** Empties the outbox batch by batch: only what the server acknowledged is deleted. */
export const createSync = (options: SyncOptions): Sync => {
  const { send, allowed, drops, diagnose } = options;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let dueAtMs = Infinity;
  let draining: Promise<void> | undefined;
  let failures = 0;
  let maxEvents = MAX_EVENTS;
  let abort = new AbortController();
  let refused = false;
  let asked = false;

  const unschedule = (): void => {
    clearTimeout(timer);
    dueAtMs = Infinity;
  };
  const wake = (delayMs: number): void => {
    const atMs = performance.now() + delayMs;
    if (refused || atMs >= dueAtMs) return;
    unschedule();
    dueAtMs = atMs;
    timer = setTimeout(() => void drain(), delayMs);
  };

  /** Sends one batch; answers whether to go on with the next. */
  const sendSome = async (store: Outbox): Promise<boolean> => {
    const { signal } = abort;
    const events = await store.unsent(maxEvents, MAX_BYTES);
    // What was withdrawn meanwhile stays, also when it is granted again.
    if (events.length === 0 || signal.aborted || !allowed()) return false;
    const dropped = Object.fromEntries([...drops.counts].filter(([, by]) => by > 0));
    const { status, results, waitMs } = await send(events.map(options.trim), dropped, signal);
    const ids = events.map(({ id }) => id);
    // Untrusted: only ids that were sent and words that are final count. An id that was unreadable is named by its place.
    const acknowledged = ids.filter(
      (id, index) => FINAL.test(results[index]?.status ?? '') && (results[index]?.id ?? id) === id,
    );
    if (acknowledged.length > 0) {
      failures = 0;
      for (const [reason, by] of Object.entries(dropped)) drops.count(reason, -by);
      await store.acknowledge(new Set(acknowledged));
      options.onSynced(results);
      return true;
    }
    if (!allowed()) return false;
    if (status === 413) {
      if (ids.length === 1) {
        drops.count('too_large', 1);
        await store.acknowledge(new Set(ids));
      }
      maxEvents = Math.ceil(ids.length / 2);
      return true;
    }
    // Somebody has to mend the site key or the address: the next page tries again.
    refused = !isPassing(status);
    diagnose(refused ? 'transport/refused' : 'transport/offline', `ingest answered ${status}`);
    wake(Math.max(waitMs, backoffMs(failures++)));
    return false;
  };

  const sendAll = async (): Promise<void> => {
    const store = allowed() && !refused && (await options.outbox());
    while (store && (await sendSome(store)));
  };

  const drainAll = async (): Promise<void> => {
    while (asked) {
      asked = false;
      try {
        await alone(options.lock, sendAll);
      } catch (cause) {
        diagnose('storage/write', 'it cannot be read', cause);
      }
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

  return {
    wake,
    drain,
    cancel() {
      unschedule();
      abort.abort();
      abort = new AbortController();
    },
  };
};
