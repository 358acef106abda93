import type { Condition } from '@aisle/schema';
import { type Clause, holds } from './operators.js';
import { type Groups, parseCondition } from './parse-condition.js';

/** The named values that conditions see, reached by dot paths. */
export type Facts = Readonly<Record<string, unknown>>;

/** Tells whether a parsed condition holds. Facts that cannot be compared do not match; never throws. */
export const meets = (clauses: readonly Clause[], facts: object): boolean => {
  try {
    return holds(clauses, facts);
  } catch {
    return false;
  }
};

/**
 * Tells whether a condition, as an author writes it, holds for some facts. Never throws.
 *
 * An unknown operator does not match, and so matches under `$not`; `createEngine` leaves its owner out instead.
 */
export const matches = (condition: Condition, facts: Facts, groups?: Groups): boolean =>
  meets(parseCondition(condition, groups).clauses, facts);
