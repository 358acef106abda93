import { isObject } from '../own.js';
import { sameJson } from './same-json.js';
import { versionKey } from './version-key.js';

/**
 * One question in the normal form: what the operator asks of the value at the path. The empty path is the value itself.
 *
 * Authors write more: `parseCondition` says it in these words, and makes the argument ready.
 */
export type Clause = readonly [path: readonly string[], operator: string, argument: unknown];

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

/** Gives the value at a path of own properties; null where there is none. */
export const valueAt = (facts: unknown, path: readonly string[]): unknown => {
  let value = facts;
  for (const key of path) {
    if (!isObject(value) || !Object.hasOwn(value, key)) return null;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
};

const any = (conditions: readonly (readonly Clause[])[], value: unknown): boolean =>
  conditions.length === 0 || conditions.some((clauses) => holds(clauses, value));

// A switch, not a table: five hundred questions after an event, and a call by name costs most of each.
// oxlint-disable-next-line complexity
const answers = (operator: string, actual: never, argument: never): boolean => {
  switch (operator) {
    case '$gte':
      return actual >= argument;
    case '$lt':
      return actual < argument;
    case '$in':
      return isIn(actual, argument);
    // A plain value.
    case '=':
      return equals(actual, argument);
    case '$eq':
      return actual === argument;
    case '$gt':
      return actual > argument;
    case '$lte':
      return actual <= argument;
    case '$exists':
      return (actual !== null && actual !== undefined) === Boolean(argument);
    case '$or':
      return any(argument, actual);
    case '$nor':
      return !any(argument, actual);
    case '$type':
      return typeOf(actual) === argument;
    // A plain text, capital letters or not.
    case '=i':
      return String(actual).toLowerCase() === argument;
    // A version, by its sort key.
    case 'v':
      return holds(argument, versionKey(actual));
    case '$ini':
      return isIn(Array.isArray(actual) ? (actual as unknown[]).map(foldCase) : foldCase(actual), argument);
    // Engines keep a pattern they have seen; a clause stays plain JSON.
    case '$regex':
      return new RegExp(argument[0], argument[1]).test(actual);
    default:
      return Array.isArray(actual) && answersOfList(operator, actual, argument);
  }
};

const answersOfList = (operator: string, actual: readonly unknown[], argument: never): boolean => {
  switch (operator) {
    case '$size':
      return holds(argument, actual.length);
    case '$all':
      return (argument as readonly (readonly Clause[])[]).every((clauses) => actual.some((one) => holds(clauses, one)));
    case '$elemMatch':
      return actual.some((one) => Boolean(one) && holds(argument, one));
    default:
      // Of a newer release: never true.
      return false;
  }
};

/** Tells whether every clause holds. Throws on facts that are not plain data. */
export const holds = (clauses: readonly Clause[], facts: unknown): boolean => {
  for (const [path, operator, argument] of clauses) {
    if (!answers(operator, valueAt(facts, path) as never, argument as never)) return false;
  }
  return true;
};
