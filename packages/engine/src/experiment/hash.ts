/** FNV-1a, 32 bit, over UTF-16 code units: what the public vectors were made with. */
export const fnv32a = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
};

/**
 * Places a visitor on an experiment's line, always at the same point.
 *
 * The point depends on nothing but the arguments: no clock, no storage, no order of calls.
 *
 * @param seed - The experiment's id. Two experiments with two seeds split visitors independently (version 2).
 * @param value - Random and revocable. Never an e-mail address or an account number.
 * @param version - 2 for new experiments; 1 has steps of a thousandth, and its seeds are not independent.
 * @returns A point in [0, 1), or null for an unknown version.
 */
export const hash = (seed: string, value: string, version: number): number | null => {
  if (version === 2) return (fnv32a(String(fnv32a(seed + value))) % 10_000) / 10_000;
  return version === 1 ? (fnv32a(value + seed) % 1_000) / 1_000 : null;
};
