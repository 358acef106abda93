/** Numbers names in the order in which they come up, and tells which are new since it was asked last. */
export interface NameBook {
  readonly size: () => number;
  readonly has: (name: string) => boolean;
  readonly numberOf: (name: string) => number;
  readonly names: () => readonly string[];
  /** Names since the last call. */
  readonly takeNew: () => readonly string[];
}

/** Makes an empty one. */
export const createNameBook = (): NameBook => {
  const numbers = new Map<string, number>();
  let fresh: string[] = [];
  return {
    size: () => numbers.size,
    has: (name) => numbers.has(name),
    numberOf(name) {
      const known = numbers.get(name);
      if (known !== undefined) return known;
      const number = numbers.size;
      numbers.set(name, number);
      fresh.push(name);
      return number;
    },
    names: () => [...numbers.keys()],
    takeNew() {
      const taken = fresh;
      fresh = [];
      return taken;
    },
  };
};
