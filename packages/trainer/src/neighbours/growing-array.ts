/** An array of numbers that takes no more memory than its numbers need, but for a share to grow into. */
export interface GrowingArray<A extends Float32Array | Float64Array | Uint32Array | Uint8Array> {
  readonly length: () => number;
  readonly push: (value: number) => void;
  /** Gives what there is; a later push is not seen. */
  readonly done: () => A;
}

const FIRST = 1024;
const GROWTH = 1.5;

/** Makes one. A plain array of ten million numbers would take three times as much while it grows. */
export const createGrowingArray = <A extends Float32Array | Float64Array | Uint32Array | Uint8Array>(
  make: (length: number) => A,
): GrowingArray<A> => {
  let array = make(FIRST);
  let length = 0;
  return {
    length: () => length,
    push(value) {
      if (length === array.length) {
        const larger = make(Math.ceil(length * GROWTH));
        larger.set(array);
        array = larger;
      }
      array[length] = value;
      length += 1;
    },
    done: () => array.subarray(0, length) as A,
  };
};
