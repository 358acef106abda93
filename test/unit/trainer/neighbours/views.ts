import type { SessionEvent } from '@aisle/trainer';

/** Writes sessions of views as one reads them: `'a b c'` is one, oldest first. */
export const viewsOf = (...sessions: readonly string[]): SessionEvent[][] =>
  sessions.map((ids) => ids.split(' ').map((itemId) => ({ itemId, type: 'view_item' })));

/** Dice that fall the same each time (mulberry32). */
export const createDice = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};
