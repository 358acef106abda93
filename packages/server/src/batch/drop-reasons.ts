/** Reasons kept apart; what a browser invents beyond them is counted as `other`. */
const MAX_REASONS = 50;

/** Bounds what a browser says it dropped, so that no input can flood the tables; the sum stays the same. */
export const boundedDrops = (drops: Readonly<Record<string, number>> = {}): Readonly<Record<string, number>> => {
  const entries = Object.entries(drops).filter(([, count]) => count > 0);
  const kept = entries.slice(0, MAX_REASONS).map(([reason, count]) => [reason.toWellFormed(), count] as const);
  const rest = entries.slice(MAX_REASONS).reduce((sum, [, count]) => Math.min(sum + count, Number.MAX_SAFE_INTEGER), 0);
  return Object.fromEntries(rest > 0 ? [...kept, ['other', rest]] : kept);
};

/** Makes a function that lets the first reasons through as labels, and calls all later ones `other`. */
export const createReasonLabels = (): ((reason: string) => string) => {
  const known = new Set<string>();
  return (reason) => {
    if (known.size < MAX_REASONS) known.add(reason);
    return known.has(reason) ? reason : 'other';
  };
};
