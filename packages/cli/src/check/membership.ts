/** Who was in which segments, counted visitor by visitor. */
export interface Membership {
  /** Begins a visitor; what it answers takes the segments that this one is in, as often as they are known. */
  begin(): (segments: readonly string[]) => void;
  /** Visitors that were ever in it. */
  sizeOf(id: string): number;
  /** Visitors that were in both at one moment. */
  together(a: string, b: string): number;
}

/** Counts members of segments, and of each two of them at once. */
export const createMembership = (ids: readonly string[]): Membership => {
  const placeOf = new Map(ids.map((id, place) => [id, place]));
  const sizes = new Uint32Array(ids.length);
  const pairs = new Uint32Array(ids.length ** 2);
  const pairOf = (a: number, b: number): number => Math.min(a, b) * ids.length + Math.max(a, b);
  return {
    begin() {
      const seen = new Set<number>();
      const seenPairs = new Set<number>();
      let before = '';
      return (segments) => {
        const now = segments.join();
        if (now === before) return;
        before = now;
        const places = segments.flatMap((id) => placeOf.get(id) ?? []);
        for (const [index, place] of places.entries()) {
          if (!seen.has(place)) sizes[place] = (sizes[place] ?? 0) + 1;
          seen.add(place);
          for (const other of places.slice(index + 1)) {
            const pair = pairOf(place, other);
            if (!seenPairs.has(pair)) pairs[pair] = (pairs[pair] ?? 0) + 1;
            seenPairs.add(pair);
          }
        }
      };
    },
    sizeOf: (id) => sizes[placeOf.get(id) ?? -1] ?? 0,
    together: (a, b) => pairs[pairOf(placeOf.get(a) ?? -1, placeOf.get(b) ?? -1)] ?? 0,
  };
};
