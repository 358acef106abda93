import { setTimeout as pause } from 'node:timers/promises';
import type { Sites } from '../server-options.js';
import type { EventStore } from '../store/event-store.js';

/** What the retention needs. */
export interface RetentionOptions {
  readonly sites: Sites;
  readonly store: EventStore;
  /** Hears of a site that could not be pruned; the next round tries again. */
  readonly onProblem: (cause: unknown, site: string) => void;
  /** Default an hour. */
  readonly everyMs?: number;
}

/** Prunes what is older than its site's retention. */
export interface Retention {
  /** Prunes now and then at each interval; its timers keep no process alive. */
  start(): void;
  /** Resolves when the step under way has ended. Idempotent. */
  stop(): Promise<void>;
}

/** 25 months: what the French authority lets audience measurement keep. */
export const DEFAULT_RETENTION_DAYS = 760;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Between two steps, so that most of the time is the batches'. */
const PAUSE_MS = 20;

/** Makes the retention of a server's sites. Sites that only the store still knows are left alone. */
export const createRetention = ({ sites, store, onProblem, everyMs = HOUR_MS }: RetentionOptions): Retention => {
  const stopping = new AbortController();
  const { signal } = stopping;
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> | undefined;

  // Aborting ends the pause at once, so that whoever waits for the stop does not wait on a timer that holds no process.
  const breath = async (): Promise<void> =>
    pause(PAUSE_MS, undefined, { ref: false, signal }).catch((cause: unknown) => {
      if (!signal.aborted) throw cause;
    });

  const pruneSite = async (site: string, retentionDays: number): Promise<void> => {
    const beforeMs = Date.now() - retentionDays * DAY_MS;
    while (!signal.aborted && (await store.prune(site, beforeMs)) > 0) await breath();
  };

  const pruneAll = async (): Promise<void> => {
    for (const [site, { retentionDays = DEFAULT_RETENTION_DAYS }] of sites) {
      await pruneSite(site, retentionDays).catch((cause: unknown) => onProblem(cause, site));
    }
    round = undefined;
  };

  const prune = (): void => {
    round ??= pruneAll();
  };

  return {
    start() {
      timer ??= setInterval(prune, everyMs).unref();
      prune();
    },
    async stop() {
      stopping.abort();
      clearInterval(timer);
      await round;
    },
  };
};
