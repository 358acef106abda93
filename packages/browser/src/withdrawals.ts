import { loadKeep } from './load-keep.js';
import type { Erasure } from './sync/farewell.js';

/** Tells the server what to delete, now or, from offline, later. The code that does it is loaded for it. */
export interface Withdrawals {
  /** Says it, and again what could not be said before. Never rejects. */
  say(ids: readonly string[]): Promise<Erasure>;
  /** Says again what an earlier page could not. Looks without opening. Never rejects. */
  retry(): Promise<unknown>;
}

export const createWithdrawals = (site: string, ingest: string | undefined): Withdrawals => {
  const say = async (ids: readonly string[]): Promise<Erasure> =>
    ingest
      ? loadKeep()
          .then(({ sayFarewell }) => sayFarewell(ids, { site, ingest }))
          .catch(() => 'pending' as const)
      : 'acked';
  const isLeft = async (): Promise<boolean> =>
    (await indexedDB.databases()).some(({ name }) => name === `aisle-${site}-withdrawn`);
  return {
    say,
    // Where nobody can look there is nothing.
    retry: async () => ingest && (await isLeft().catch(() => false)) && say([]),
  };
};
