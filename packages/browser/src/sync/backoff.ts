const FIRST_MS = 1_000;
const MAX_MS = 5 * 60_000;

/** Exponential backoff with full jitter: clients that failed together do not come back together. */
export const backoffMs = (failures: number): number => Math.random() * Math.min(MAX_MS, FIRST_MS * 2 ** failures);
