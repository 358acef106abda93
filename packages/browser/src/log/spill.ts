import { isUrgent } from '../urgent.js';
import type { Admitted, Flush } from './head.js';
import type { QuickStore } from './quick-store.js';

/** Ids and proofs come on top. */
const MAX_CHARS = 1_400_000;
/** No purchase is shorter. */
const MIN_CHARS = 200;

/**
 * Cuts flushes to a number of characters: what is urgent goes in first, then the newest; what is kept stays in order. The last
 * flush of it says how many measured events are left out.
 */
export const fitting = (flushes: readonly Flush[], maxChars = MAX_CHARS): readonly Flush[] => {
  const fit = new Set<Admitted>();
  let left = maxChars;
  let lost = 0;
  for (const first of [true, false])
    for (const draft of flushes.flatMap(({ drafts }) => drafts).toReversed()) {
      if (isUrgent(draft.name) !== first) continue;
      const { length } = JSON.stringify(draft);
      if (length <= left) {
        left -= length;
        fit.add(draft);
      } else if (draft.granted.includes('measurement')) lost += 1;
    }
  const kept = flushes
    .map((flush) => ({ ...flush, drafts: flush.drafts.filter((draft) => fit.has(draft)) }))
    .filter(({ drafts }) => drafts[0]);
  return kept.map((flush) => (flush === kept.at(-1) ? { ...flush, lost: lost + (flush.lost ?? 0) } : flush));
};

/** Keeps what is not on disk for sure beside the database, or as much as there is room for. True: it is all safe. */
export const spillInto = (quick: QuickStore, flushes: readonly Flush[]): boolean => {
  if (quick.spill(flushes)) return true;
  // The quick copy makes room. It may not go, or other tabs would take it for a withdrawal.
  if (!quick.isGone()) quick.keepSnapshot(0);
  if (quick.spill(flushes)) return true;
  for (let chars = MAX_CHARS; chars > MIN_CHARS; chars /= 2) {
    const kept = fitting(flushes, chars);
    if (kept[0] && quick.spill(kept)) break;
  }
  return false;
};
