/** How many requests a key may make. */
export interface Rate {
  readonly perSecond: number;
  /** How many may come at once after a pause. */
  readonly burst: number;
}

/** Lets requests of a key through as long as its bucket holds tokens. */
export interface TokenBuckets {
  /** Takes one token; answers 0, or the seconds to wait when there was none. */
  take(key: string): number;
}

/** Keeps one bucket per key. The keys must be a closed set: buckets are never thrown away. */
export const createTokenBuckets = ({ perSecond, burst }: Rate, nowMs: () => number): TokenBuckets => {
  const buckets = new Map<string, { tokens: number; atMs: number }>();
  return {
    take(key) {
      const atMs = nowMs();
      const last = buckets.get(key) ?? { tokens: burst, atMs };
      const tokens = Math.min(burst, last.tokens + (Math.max(0, atMs - last.atMs) / 1000) * perSecond);
      const allowed = tokens >= 1;
      buckets.set(key, { tokens: allowed ? tokens - 1 : tokens, atMs });
      return allowed ? 0 : Math.max(1, Math.ceil((1 - tokens) / perSecond));
    },
  };
};
