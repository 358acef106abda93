/** Counts of some items in one place: everywhere, or one country. */
export interface ItemTally {
  /** Counts one item of one session, once however often it was there. */
  readonly add: (item: number, seen: Seen) => void;
  /** Notes that a session was there at all. */
  readonly session: (window: Seen['window']) => void;
  /** How wanted it is; 0 when fewer sessions than the floor had it. */
  readonly popularity: (item: number, floor: number) => number;
  /** How far above what was expected it is; 0 when it is not, or fewer sessions than the floor had it lately. */
  readonly trend: (item: number, floor: number) => number;
}

/** How an item was in a session. */
export interface Seen {
  /** By the session's age and what was done. */
  readonly weight: number;
  readonly window: 'recent' | 'before' | null;
}

/** Sessions that are added to what is expected: an item that came thrice must not lead by chance. */
const SMOOTHING = 4;
/** Standard deviations above what is expected; no more than that is noise. */
const LEAST_TREND = 1;

/** Makes one of so many items; 20 bytes each. */
export const createTally = (items: number): ItemTally => {
  const weights = new Float64Array(items);
  const counts = { all: new Uint32Array(items), recent: new Uint32Array(items), before: new Uint32Array(items) };
  const sessions = { recent: 0, before: 0 };
  const more = (of: Uint32Array, item: number): void => void (of[item] = (of[item] ?? 0) + 1);
  return {
    add(item, { weight, window }) {
      weights[item] = (weights[item] ?? 0) + weight;
      more(counts.all, item);
      if (window) more(counts[window], item);
    },
    session(window) {
      if (window) sessions[window] += 1;
    },
    popularity: (item, floor) => ((counts.all[item] ?? 0) < floor ? 0 : (weights[item] ?? 0)),
    /**
     * Trending is what more sessions had in the recent window than its share of the sessions before lets expect, in standard
     * deviations of such a count (Poisson), smoothed: (recent - expected) / √(expected + 4). So more visitors in all make
     * nothing trend, a bestseller does not trend by being one, and twice of little is less than a fifth more of much.
     */
    trend(item, floor) {
      const recent = counts.recent[item] ?? 0;
      const expected = ((counts.before[item] ?? 0) * sessions.recent) / Math.max(sessions.before, 1);
      const trend = (recent - expected) / Math.sqrt(expected + SMOOTHING);
      return recent < floor || trend <= LEAST_TREND ? 0 : trend;
    },
  };
};
