import { isObject } from '../own.js';

/**
 * Tells whether two values are the same JSON, keys in the same order included.
 *
 * Not by comparing JSON texts: those call any `toJSON` found on a polluted prototype.
 */
export const sameJson = (a: unknown, b: unknown): boolean => {
  if (!isObject(a) || !isObject(b)) return a === b;
  const others = Object.entries(b);
  const entries = Object.entries(a);
  return (
    Array.isArray(a) === Array.isArray(b) &&
    entries.length === others.length &&
    entries.every(([key, value], at) => key === others[at]?.[0] && sameJson(value, others[at][1]))
  );
};
