import { isObject, own } from '../own.js';
import { sameJson } from './same-json.js';
import { versionKey } from './version-key.js';

/** Named lists of values, for `$inGroup`. */
export type Groups = Readonly<Record<string, readonly unknown[]>>;

/** One check of one value: an operator of the table below and its argument, made ready by `parseCondition`. */
export type Test = readonly [operator: string, argument: unknown];

/** Tests of the value at a path, or a choice of conditions: one of them must hold, or none when it is negated. */
export type Clause =
  readonly [path: readonly string[], tests: readonly Test[]] | readonly [isNegated: boolean, conditions: Conditions];

type Conditions = readonly (readonly Clause[])[];

// Each operator knows what its argument became in `parseCondition`; what it is asked of may be anything.
type Operator = (actual: never, argument: never, groups: Groups) => boolean;
type Sortable = number | string;

/** Gives a text in small letters, and anything else as it is. */
export const foldCase = (value: unknown): unknown => (typeof value === 'string' ? value.toLowerCase() : value);

const isIn = (actual: unknown, list: readonly unknown[]): boolean =>
  Array.isArray(actual) ? actual.some((one) => list.includes(one)) : list.includes(actual);

// A number is compared as a number with "8", a text as a text with 8: facts come from data layers.
const equals = (actual: unknown, expected: unknown): boolean => {
  switch (typeof expected) {
    case 'string':
      return `${actual as string}` === expected;
    case 'number':
      return Number(actual) === expected;
    case 'boolean':
      return actual !== null && Boolean(actual) === expected;
    default:
      return sameJson(actual, expected);
  }
};

const typeOf = (value: unknown): string => {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
};

/**
 * What each operator of the normal form means. Authors write more: `parseCondition` says them in these words.
 *
 * `=` and `=i` stand for plain values, `v` looks at a version's sort key.
 */
export const operators: Readonly<Record<string, Operator>> = {
  '=': equals,
  '=i': (actual, expected) => String(actual).toLowerCase() === expected,
  v: (actual, tests) => passes(tests, versionKey(actual), {}),
  $eq: (actual, expected) => actual === expected,
  $lt: (actual: Sortable, limit: Sortable) => actual < limit,
  $lte: (actual: Sortable, limit: Sortable) => actual <= limit,
  $gt: (actual: Sortable, limit: Sortable) => actual > limit,
  $gte: (actual: Sortable, limit: Sortable) => actual >= limit,
  $exists: (actual: unknown, wanted) => (actual !== null && actual !== undefined) === Boolean(wanted),
  $type: (actual, type) => typeOf(actual) === type,
  $in: isIn,
  $ini: (actual: unknown, list) => isIn(Array.isArray(actual) ? actual.map(foldCase) : foldCase(actual), list),
  $inGroup: (actual, group: string, groups) => isIn(actual, own(groups, group) ?? []),
  $all: (actual: unknown, each: readonly (readonly Test[])[], groups) =>
    Array.isArray(actual) && each.every((tests) => actual.some((one) => passes(tests, one, groups))),
  // Engines keep a pattern they have seen; a clause stays plain JSON.
  $regex: (actual, [source, flags]: readonly [string, string]) => new RegExp(source, flags).test(actual),
  $not: (actual, tests, groups) => !passes(tests, actual, groups),
  $size: (actual: unknown, tests, groups) => Array.isArray(actual) && passes(tests, actual.length, groups),
  $elemMatch: (actual: unknown, clauses, groups) =>
    Array.isArray(actual) && actual.some((one) => Boolean(one) && holds(clauses, one, groups)),
};

// Loops, not callbacks: a hundred segments ask five hundred questions after every event.
const passes = (tests: readonly Test[], actual: unknown, groups: Groups): boolean => {
  for (const [name, argument] of tests) {
    if (!operators[name]?.(actual as never, argument as never, groups)) return false;
  }
  return true;
};

const valueAt = (facts: unknown, path: readonly string[]): unknown => {
  let value = facts;
  for (const key of path) {
    if (!isObject(value) || !Object.hasOwn(value, key)) return null;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
};

const any = (conditions: Conditions, facts: unknown, groups: Groups): boolean =>
  conditions.length === 0 || conditions.some((clauses) => holds(clauses, facts, groups));

/** Tells whether every clause holds. The empty path is the value itself. Throws on facts that are not plain data. */
export const holds = (clauses: readonly Clause[], facts: unknown, groups: Groups): boolean => {
  for (const [subject, checks] of clauses) {
    const answer =
      typeof subject === 'boolean'
        ? any(checks as Conditions, facts, groups) !== subject
        : passes(checks as readonly Test[], valueAt(facts, subject), groups);
    if (!answer) return false;
  }
  return true;
};
