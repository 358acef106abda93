import type { Clauses } from './conditions-in.js';
import type { Test } from './facts-named.js';

/** What is left of a value after some tests, as far as plain tests say. */
interface Room {
  least: number;
  most: number;
  /** The bound itself is out. */
  isLeastOut: boolean;
  isMostOut: boolean;
  /** All that it may still be; null: anything. Texts, because "8" is compared as 8 is. */
  values: readonly string[] | null;
  /** What it must not be. */
  readonly never: string[];
}

const plain = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number';
const textsOf = (list: unknown): readonly string[] | null =>
  Array.isArray(list) && list.every(plain) ? list.map(String) : null;

const narrow = (room: Room, values: readonly string[]): void =>
  void (room.values = room.values ? room.values.filter((value) => values.includes(value)) : values);

const raise = (room: Room, least: unknown, isOut: boolean): void => {
  if (typeof least !== 'number' || least < room.least) return;
  room.isLeastOut = isOut || (least === room.least && room.isLeastOut);
  room.least = least;
};

const lower = (room: Room, most: unknown, isOut: boolean): void => {
  if (typeof most !== 'number' || most > room.most) return;
  room.isMostOut = isOut || (most === room.most && room.isMostOut);
  room.most = most;
};

/** The values that a test names; null when it names none, or not plainly. */
const valuesOf = ([operator, argument]: Test): readonly string[] | null => {
  if (operator === '$in') return textsOf(argument);
  return (operator === '=' || operator === '$eq') && plain(argument) ? [String(argument)] : null;
};

const equal = (room: Room, test: Test): void => {
  const values = valuesOf(test);
  if (values) narrow(room, values);
};

/** What each operator leaves of a room. Others leave it as it is: that is sure. */
const takes: Readonly<Record<string, (room: Room, test: Test) => void>> = {
  '=': equal,
  $eq: equal,
  $in(room, test) {
    const values = valuesOf(test);
    // A fact that is a list may have a value in each of two lists: only one list, or an empty one, is certain.
    if (values && (values.length === 0 || room.values === null)) narrow(room, values);
  },
  $gt: (room, [, least]) => raise(room, least, true),
  $gte: (room, [, least]) => raise(room, least, false),
  $lt: (room, [, most]) => lower(room, most, true),
  $lte: (room, [, most]) => lower(room, most, false),
  $nor(room, [, argument]) {
    const [only, ...others] = (argument as readonly Clauses[]).flat();
    const values = only && others.length === 0 ? valuesOf([only[1], only[2]]) : null;
    // "5" may be 5, which is not "5": only of words it is sure what they are not.
    room.never.push(...(values ?? []).filter((value) => Number.isNaN(Number(value))));
  },
};

const isEmpty = ({ least, most, isLeastOut, isMostOut, values, never }: Room): boolean => {
  if (least > most || (least === most && (isLeastOut || isMostOut))) return true;
  const isInBounds = (value: number): boolean =>
    !(value < least || value > most || (value === least && isLeastOut) || (value === most && isMostOut));
  const bounded = least !== -Infinity || most !== Infinity;
  return values !== null && values.every((value) => never.includes(value) || (bounded && !isInBounds(Number(value))));
};

const openRoom = (): Room => ({
  least: -Infinity,
  most: Infinity,
  isLeastOut: false,
  isMostOut: false,
  values: null,
  never: [],
});

/** The contradiction that is in every branch of a choice. In a negated choice it does no harm. */
const inEveryBranch = (branches: readonly Clauses[]): string | null => {
  const found = branches.map(contradictionIn);
  return found.includes(null) ? null : (found[0] ?? null);
};

/**
 * Finds the fact of which a condition asks two things that cannot both be; null when there is none in sight.
 *
 * Sure rather than complete: it weighs plain comparisons of one fact, and choices of which every branch fails.
 */
export const contradictionIn = (clauses: Clauses): string | null => {
  const rooms = new Map<string, Room>();
  for (const [path, operator, argument] of clauses) {
    if (path.length === 0 && operator === '$nor') continue;
    if (operator === '$or') {
      const found = inEveryBranch(argument as readonly Clauses[]);
      if (found !== null) return found;
      continue;
    }
    const fact = path.join('.');
    const room = rooms.get(fact) ?? openRoom();
    takes[operator]?.(room, [operator, argument]);
    if (isEmpty(room)) return fact || 'an empty list';
    rooms.set(fact, room);
  }
  return null;
};
