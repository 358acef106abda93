import { giveUp } from '../../../scripts/progress.mjs';

/**
 * Reads a list of names as typed, `leave,close`; ends the run when one of them is not known.
 *
 * @template {string} Name
 * @param {string} list
 * @param {Readonly<Record<Name, unknown>>} known
 */
export const chosenOf = (list, known) => {
  const all = /** @type {Name[]} */ (Object.keys(known));
  const names = list.split(',');
  const unknown = names.find((name) => !all.some((one) => one === name));
  if (unknown !== undefined) giveUp(`There is no ${unknown || 'name'} to choose. There is: ${all.join(', ')}.`);
  return all.filter((name) => names.includes(name));
};
