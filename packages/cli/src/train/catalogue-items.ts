import { readFile } from 'node:fs/promises';
import { type Item, itemSchema, problemsOf } from '@aisle/schema';
import { CliError } from '../cli-error.js';

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    return cause;
  }
};

const listIn = (text: string): unknown => {
  const whole = parsed(text);
  // A catalogue too large for one value comes as one item a line.
  if (whole instanceof Error)
    return text
      .split(/\r?\n/)
      .filter((line) => line.trim() !== '')
      .map(parsed);
  if (Array.isArray(whole)) return whole;
  const { catalogue, items, item_id: itemId } = Object(whole) as Record<string, unknown>;
  return catalogue ?? items ?? (itemId === undefined ? undefined : [whole]);
};

/**
 * Reads a catalogue: a list of items in GA4's words, such a list under `catalogue` (a playbook) or `items`, or an item a line.
 *
 * @throws {CliError} naming the first item that is none, or why the file cannot be read.
 */
export const readCatalogue = async (path: string): Promise<readonly Item[]> => {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new CliError(`${path} cannot be read: ${cause instanceof Error ? cause.message : cause}`);
  });
  const list = listIn(text.replace(/^\uFEFF/, ''));
  if (!Array.isArray(list) || list.length === 0)
    throw new CliError(
      `${path} has no items.\nFix: write a list of items, a playbook with a catalogue, or an item a line.`,
    );
  for (const [place, item] of list.entries()) {
    if (item instanceof Error) throw new CliError(`${path}: item ${place + 1} is not JSON: ${item.message}`);
    const [problem] = problemsOf(itemSchema, item);
    if (problem) throw new CliError(`${path}: item ${place + 1}: ${problem.field || 'it'}: ${problem.message}`);
  }
  return list as readonly Item[];
};
