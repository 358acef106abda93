import type { DatabaseSync } from 'node:sqlite';

/** Erasures that come close upon each other share one truncation. */
const DELAY_MS = 1_000;

/** A reader in another process holds it up. */
const RETRY_MS = 15_000;

/** Rids the disk of what the write-ahead log still holds of overwritten pages. */
export interface LogTruncation {
  /** Truncates soon; again and again until no reader is in the way. The timer keeps no process alive. */
  plan(): void;
  /** Forgets the plan: closing the last connection truncates as well. */
  stop(): void;
}

/** @param busyTimeoutMs - What the connection otherwise waits for others; here it never waits, for it would hold batches up. */
export const createLogTruncation = (database: DatabaseSync, busyTimeoutMs: number): LogTruncation => {
  let timer: NodeJS.Timeout | undefined;

  const truncate = (): boolean => {
    database.exec('PRAGMA busy_timeout = 0');
    try {
      return database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.['busy'] === 0;
    } finally {
      database.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`);
    }
  };

  const planIn = (delayMs: number): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      let done = false;
      try {
        done = truncate();
      } catch {
        // A full or broken disk: the next write hears of it, and answers 503.
        done = false;
      }
      if (!done) planIn(RETRY_MS);
    }, delayMs).unref();
  };

  return {
    plan: () => planIn(DELAY_MS),
    stop() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
};
