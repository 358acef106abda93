/** Answers that may be as old as this, so that a page that polls never waits twice for the same numbers. */
const MIN_AGE_MS = 1000;

/** Queries may take this share of the process's time, for they run on the thread that also takes events in. */
const MAX_SHARE = 0.1;

const MAX_ENTRIES = 20;

interface Entry<Answer> {
  readonly answer: Promise<Answer>;
  validUntilMs: number;
}

/**
 * Remembers costly answers for a time that grows with what they cost.
 *
 * A failed answer is forgotten at once.
 */
export const createSummaryCache = <Answer>(nowMs: () => number) => {
  const entries = new Map<string, Entry<Answer>>();
  return (key: string, ask: () => Promise<Answer>): Promise<Answer> => {
    const known = entries.get(key);
    if (known && nowMs() < known.validUntilMs) return known.answer;
    if (entries.size >= MAX_ENTRIES) entries.clear();
    const beganMs = nowMs();
    const entry: Entry<Answer> = { answer: ask(), validUntilMs: Infinity };
    entries.set(key, entry);
    entry.answer.then(
      () => {
        const costMs = nowMs() - beganMs;
        entry.validUntilMs = nowMs() + Math.max(MIN_AGE_MS, costMs / MAX_SHARE);
      },
      () => entries.delete(key),
    );
    return entry.answer;
  };
};
