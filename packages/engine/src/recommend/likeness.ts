/** How many of some names a list has; of some words, each with a space before it, how many begin a word of a text. */
export const countIn = (names: readonly string[], within: string | readonly string[]): number =>
  names.filter((name) => within.includes(name)).length;

/** How alike two lists of names are, 0 to 1. */
export const likenessOf = (a: readonly string[], b: readonly string[]): number =>
  countIn(a, b) / Math.max(a.length, b.length, 1);
