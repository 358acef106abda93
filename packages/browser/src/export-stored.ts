import type { Kept } from './kept.js';
import type { Stored } from './log/event-log.js';
import { emptyHead } from './log/head.js';
import type { Snapshot } from './log/quick-store.js';
import { type Token, tokensOf } from './sync/farewell.js';

/** All that lies on the device, as `privacy.export()` gives it out. */
export interface Exported extends Stored, Pick<Snapshot, 'assigned' | 'picks'> {
  /** Withdrawals that the server has not heard of yet. */
  readonly withdrawals: readonly Token[];
}

const NOTHING: Stored = { head: emptyHead, base: null, log: [], outbox: [], records: [], clockMs: null };

/** Reads everything, and nothing more. Null when nothing is there. */
export const exportStored = async (site: string, kept: Kept | null): Promise<Exported | null> => {
  const withdrawals = await tokensOf(site);
  if (!kept) return withdrawals.length > 0 ? { ...NOTHING, withdrawals } : null;
  const { assigned, picks } = kept.snapshot() ?? {};
  return { ...(await (await kept.log()).stored()), assigned, picks, withdrawals };
};
