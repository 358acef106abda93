import type { DropCounts } from '../outbox.js';

/** Counts what the page gave up, by reason, until the store takes the counts over. */
export interface Drops {
  count(reason: string, by: number): void;
  /** Answers the counts and begins anew. */
  take(): DropCounts;
}

export const createDrops = (): Drops => {
  let counts: Record<string, number> = {};
  return {
    count(reason, by) {
      // Not being measured must not be measured either.
      if (reason !== 'consent_denied') counts[reason] = (counts[reason] ?? 0) + by;
    },
    take() {
      const taken = counts;
      counts = {};
      return taken;
    },
  };
};
