/** An array of numbers that takes no more memory than its numbers need. */
export interface GrowingArray<A extends Float32Array | Float64Array | Uint32Array | Uint8Array> {
  readonly length: () => number;
  readonly push: (value: number) => void;
  /** Gives one; 0 where there is none. */
  readonly at: (place: number) => number;
  /** Changes one that is there. */
  readonly put: (place: number, value: number) => void;
  /** Gives what there is; a later push is not seen. */
  readonly done: () => A;
  /** Gives a copy of what there is from a place on. */
  readonly since: (from: number) => A;
}

const CHUNK_BITS = 16;
const CHUNK = 1 << CHUNK_BITS;

/**
 * Makes one. A plain array of ten million numbers would take three times as much while it grows, and one that is copied to grow
 * twice as much.
 */
export const createGrowingArray = <A extends Float32Array | Float64Array | Uint32Array | Uint8Array>(
  make: (length: number) => A,
): GrowingArray<A> => {
  const chunks: A[] = [];
  let length = 0;
  let last = make(0);
  const since = (from: number): A => {
    const all = make(length - from);
    for (let at = from; at < length;) {
      const to = Math.min((Math.floor(at / CHUNK) + 1) * CHUNK, length);
      const chunk = chunks[at >>> CHUNK_BITS];
      if (chunk) all.set(chunk.subarray(at % CHUNK, to - at + (at % CHUNK)), at - from);
      at = to;
    }
    return all;
  };
  return {
    length: () => length,
    push(value) {
      const place = length & (CHUNK - 1);
      if (place === 0) chunks.push((last = make(CHUNK)));
      last[place] = value;
      length += 1;
    },
    at: (place) => chunks[place >>> CHUNK_BITS]?.[place & (CHUNK - 1)] ?? 0,
    put(place, value) {
      const chunk = chunks[place >>> CHUNK_BITS];
      if (chunk) chunk[place & (CHUNK - 1)] = value;
    },
    done: () => since(0),
    since,
  };
};
