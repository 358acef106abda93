/** What makes a parsed JSON value unfit to be kept or copied, and where. */
export interface UnsafeJson {
  readonly code: 'event/key' | 'event/depth' | 'event/text' | 'event/number';
  readonly field: string;
  readonly reason: string;
}

/** How deep an event may nest. Deeper input is refused before any recursion over it. */
export const MAX_DEPTH = 32;

const LONE_SURROGATE = /\p{Surrogate}/u;

const isBranch = (value: unknown): value is object => typeof value === 'object' && value !== null;

const isForbiddenKey = (key: string, value: unknown): boolean =>
  key === '__proto__' || (key === 'constructor' && isBranch(value) && Object.hasOwn(value, 'prototype'));

const leafFault = (value: unknown, field: string): UnsafeJson | undefined => {
  if (typeof value === 'string' && LONE_SURROGATE.test(value)) {
    return { code: 'event/text', field, reason: 'holds half of a surrogate pair' };
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return { code: 'event/number', field, reason: 'is too large for a number' };
  }
  return undefined;
};

const keyFault = (key: string, value: unknown, field: string): UnsafeJson | undefined => {
  if (isForbiddenKey(key, value)) return { code: 'event/key', field, reason: `the key ${key} is not allowed` };
  if (LONE_SURROGATE.test(key))
    return { code: 'event/text', field: '', reason: 'a key holds half of a surrogate pair' };
  return undefined;
};

interface Depth {
  readonly depth: number;
  readonly maxDepth: number;
}

const branchFault = (value: object, field: string, { depth, maxDepth }: Depth): UnsafeJson | undefined => {
  if (depth > maxDepth) return { code: 'event/depth', field, reason: `nests deeper than ${maxDepth} levels` };
  const inArray = Array.isArray(value);
  for (const [key, child] of Object.entries(value)) {
    const path = inArray ? `${field}[${key}]` : field ? `${field}.${key}` : key;
    const fault =
      (inArray ? undefined : keyFault(key, child, path)) ??
      (isBranch(child) ? branchFault(child, path, { depth: depth + 1, maxDepth }) : leafFault(child, path));
    if (fault) return fault;
  }
  return undefined;
};

// Nearly every event is safe: that is seen without a list of its keys and a path for each of them.
const isSafe = (value: unknown, levels: number): boolean => {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value === 'number') return Number.isFinite(value);
  if (!isBranch(value)) return true;
  if (levels === 0) return false;
  if (Array.isArray(value)) return value.every((child) => isSafe(child, levels - 1));
  for (const key in value) {
    const child = (value as Readonly<Record<string, unknown>>)[key];
    if (isForbiddenKey(key, child) || !key.isWellFormed() || !isSafe(child, levels - 1)) return false;
  }
  return true;
};

/** Finds the first thing in a parsed JSON value that could pollute a prototype, exhaust the stack or not be stored. */
export const unsafeJsonIn = (value: unknown, maxDepth = MAX_DEPTH): UnsafeJson | undefined => {
  if (isSafe(value, maxDepth)) return undefined;
  return isBranch(value) ? branchFault(value, '', { depth: 1, maxDepth }) : leafFault(value, '');
};
