import { TrainerError } from '../trainer-error.js';
import type { LearnedTable } from './pack-table.js';

/** Whether any item leads to any other one. */
export const hasRows = ({ rows: { table } }: LearnedTable): boolean => table.neighbours.length > 0;

/**
 * Gives back what was learned.
 *
 * @param why - What is missing, and the fix.
 * @throws {TrainerError} when no item leads to any other one: a page must not take that for a model.
 */
export const withRows = (learned: LearnedTable, why: string): LearnedTable => {
  if (!hasRows(learned)) throw new TrainerError(why);
  return learned;
};
