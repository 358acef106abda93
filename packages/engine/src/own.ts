/** Tells objects, arrays among them, from the rest. */
export const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Reads a property that the object itself has, so that a polluted prototype is never seen. */
export const own = <T extends object, K extends keyof T>(of: T | null | undefined, key: K): T[K] | undefined =>
  isObject(of) && Object.hasOwn(of, key) ? of[key] : undefined;

/** Gives the objects in a list that came from outside, which may be no list and hold anything. */
export const objectsIn = <T extends object>(list: readonly T[] | undefined): readonly T[] =>
  Array.isArray(list) ? list.filter((entry): entry is T => isObject(entry)) : [];
