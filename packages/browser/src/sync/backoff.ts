const FIRST_MS = 1_000;
/** A shopper is on a page for seconds: a short outage may not cost the whole visit. */
const MAX_EARLY_MS = 5_000;
const EARLY = 5;
const MAX_MS = 5 * 60_000;

/** Exponential backoff with full jitter: clients that failed together do not come back together. */
export const backoffMs = (failures: number): number =>
  Math.random() * Math.min(failures < EARLY ? MAX_EARLY_MS : MAX_MS, FIRST_MS * 2 ** failures);
