import type { ConsentRecord } from './consent/consent-record.js';
import type { Kept } from './kept.js';
import { emptyDelivery } from './log/delivery.js';
import type { Stored } from './log/event-log.js';
import { emptyHead } from './log/head.js';
import type { Snapshot } from './log/quick-store.js';
import { type Token, tokensOf } from './sync/farewell.js';

/** All that lies on the device, as `privacy.export()` gives it out. Plain JSON. */
export interface Exported extends Omit<Stored, 'records'>, Pick<Snapshot, 'assigned' | 'picks'> {
  /** Every change of consent with its proof, the oldest first. */
  readonly records: readonly ConsentRecord[];
  /** Withdrawals that the server has not heard of yet. */
  readonly withdrawals: readonly Token[];
}

/** An empty device. */
export const NOTHING: Omit<Exported, 'withdrawals'> = {
  head: emptyHead,
  base: null,
  log: [],
  outbox: [],
  delivery: emptyDelivery,
  records: [],
  clockMs: null,
};

/** Reads everything, what was recorded a moment ago included, and nothing more. Null when nothing is there. */
export const exportStored = async (site: string, kept: Kept | null): Promise<Exported | null> => {
  const withdrawals = await tokensOf(site);
  if (!kept) return withdrawals.length > 0 ? { ...NOTHING, withdrawals } : null;
  await kept.flush();
  const { records, ...stored } = (await (await kept.log())?.stored()) ?? NOTHING;
  const { assigned, picks } = kept.snapshot() ?? {};
  // The log knows only what it needs of a record, and keeps all of it.
  return { ...stored, records: records as readonly ConsentRecord[], assigned, picks, withdrawals };
};
