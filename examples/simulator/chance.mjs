/**
 * Chance from a seed (mulberry32): the same seed gives the same numbers, on every machine.
 *
 * @param {number} seed
 */
export const createChance = (seed) => {
  let state = seed | 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (least, most) => least + next() * (most - least);
  // The sum of twelve is near enough to a bell.
  const bell = () => Array.from({ length: 12 }, next).reduce((sum, one) => sum + one, -6);
  return {
    next,
    between,
    bell,
    wholeBetween: (least, most) => Math.floor(between(least, most + 1)),
    is: (share) => next() < share,
    /** How often in a row it goes on, each time with this share. */
    runOf(share, most) {
      let length = 0;
      while (length < most && next() < share) length += 1;
      return length;
    },
    /** One of the list, each by its weight; undefined when nothing has any. */
    pick(list, weightOf) {
      const weights = list.map(weightOf);
      let left = next() * weights.reduce((sum, weight) => sum + weight, 0);
      return list.find((_, at) => (left -= weights[at]) < 0);
    },
  };
};
