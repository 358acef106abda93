import type { Condition } from '@aisle/schema';
import type { Clause } from '../condition/operators.js';
import { parseCondition } from '../condition/parse-condition.js';
import { unsafePatternIn } from './linear-pattern.js';

/** A condition in a device's form. What this release cannot read, or must not run, holds for nobody and is named. */
export interface Readable {
  readonly clauses: readonly Clause[];
  readonly unknown: string | null;
}

/** Holds for nobody: no value is in an empty list. */
export const nobody: readonly Clause[] = [[[], '$in', []]];

/** Reads a condition; without one an author means everybody. */
export const readCondition = (condition: Condition | undefined): Readable => {
  const { clauses, unknown } = parseCondition(condition === undefined ? {} : condition);
  const pattern = unsafePatternIn(clauses);
  const fault = unknown ?? (pattern === null ? null : `the pattern ${pattern}, which can run away,`);
  return fault === null ? { clauses, unknown: null } : { clauses: nobody, unknown: fault };
};

/** Clauses of conditions that are our own or were read before. */
export const clausesOf = (condition: Condition | undefined): readonly Clause[] => readCondition(condition).clauses;

/** The same for what is found out before anybody is in an experiment: asking for an arm there would be a circle. */
export const clausesBeforeExperiments = (condition: Condition | undefined): readonly Clause[] => {
  const clauses = clausesOf(condition);
  return JSON.stringify(clauses).includes('["experiments"') ? nobody : clauses;
};
