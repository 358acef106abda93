/** Reasons kept apart; what a browser invents beyond them is counted as `other`. */
const MAX_REASONS = 50;

/** In UTF-16 units, as the batch's schema has it. */
const MAX_REASON_LENGTH = 64;

/** What is counted, once each, in place of a count that is no count. */
const UNREADABLE = 'unreadable';

const isCount = (count: unknown): count is number => Number.isSafeInteger(count) && Number(count) >= 0;

const entryOf = ([reason, count]: readonly [string, unknown]): readonly [string, number] => {
  if (!isCount(count)) return [UNREADABLE, 1];
  // As a key of an object it would be a trap for every later reader.
  return [reason === '__proto__' ? 'other' : reason.slice(0, MAX_REASON_LENGTH).toWellFormed(), count];
};

const entriesOf = (drops: unknown): readonly (readonly [string, unknown])[] => {
  const isRecord = typeof drops === 'object' && drops !== null && !Array.isArray(drops);
  return isRecord ? Object.entries(drops) : [[UNREADABLE, 1]];
};

/**
 * Reads what a browser says it dropped: any input becomes few, short reasons with whole counts.
 *
 * Nothing in it refuses a batch, for its events are worth more than this count of those that are lost.
 */
export const boundedDrops = (drops: unknown): Readonly<Record<string, number>> => {
  const counts = new Map<string, number>();
  for (const entry of entriesOf(drops)) {
    const [reason, count] = entryOf(entry);
    if (count === 0) continue;
    const kept = counts.has(reason) || counts.size < MAX_REASONS ? reason : 'other';
    counts.set(kept, Math.min((counts.get(kept) ?? 0) + count, Number.MAX_SAFE_INTEGER));
  }
  return Object.fromEntries(counts);
};

/** Makes a function that lets the first reasons through as labels, and calls all later ones `other`. */
export const createReasonLabels = (): ((reason: string) => string) => {
  const known = new Set<string>();
  return (reason) => {
    if (known.size < MAX_REASONS) known.add(reason);
    return known.has(reason) ? reason : 'other';
  };
};
