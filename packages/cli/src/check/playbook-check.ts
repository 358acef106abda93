import { readFile } from 'node:fs/promises';
import { type Playbook, playbookSchema, type Problem, problemsOf } from '@aisle/schema';
import { CliError } from '../cli-error.js';
import { brokenReferences, type Finding } from './playbook-references.js';

/** A schema's word for a kind of value, with its article, as a person says it. */
const KINDS: Readonly<Record<string, string>> = {
  string: 'a text in quotes',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list: [ … ]',
  object: 'an object: { … }',
  record: 'an object: { … }',
};

const kindOf = (word = ''): string => KINDS[word] ?? word;

/** How to put right what a schema complains of, by what it says. */
const FIXES: readonly (readonly [RegExp, (first?: string) => string])[] = [
  [/expected (\w+), received undefined/, (kind) => `add it, ${kindOf(kind)}`],
  [/expected (\w+), received/, (kind) => `write ${kindOf(kind)}`],
  [/pattern .*a-z0-9/, () => 'use lower-case letters, digits and hyphens, at most 63'],
  [/pattern .*A-Z/, () => 'use three capital letters, such as EUR'],
  [/expected (?:one of )?(".*)$/, (values = '') => `write ${values.replaceAll('|', ' or ')}`],
  [/expected 1$/, () => 'write 1, the version of the form'],
  [/to (?:be|have) <=?(\d+)/, (most) => `keep it to ${most} at most`],
  [/to (?:be|have) >=?(\d+)/, (least) => `make it ${least} at least`],
];

const fixOf = (message: string): string => {
  for (const [pattern, say] of FIXES) {
    const found = pattern.exec(message);
    if (found) return say(found[1]);
  }
  return 'write a plain value: a text, a number, true or false';
};

const findingOf = ({ field, message }: Problem): Finding => ({ field, message, fix: fixOf(message) });

const lineOf = ({ field, message, fix }: Finding): string => `  ${field || '(the whole)'}: ${message}. Fix: ${fix}`;

const refused = (path: string, findings: readonly Finding[], fault = 'is not a playbook'): CliError =>
  new CliError([`${path} ${fault}:`, ...findings.map(lineOf)].join('\n'));

const parsed = (path: string, text: string): unknown => {
  try {
    // Some editors begin a file with a byte order mark, which is no JSON.
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw refused(path, [{ field: '', message: `is not JSON: ${reason}`, fix: 'correct the text there' }]);
  }
};

/**
 * Reads a playbook and looks for everything that is wrong with it.
 *
 * @throws {CliError} listing every problem with its JSON path and how to fix it.
 */
export const checkPlaybook = async (path: string): Promise<Playbook> => {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new CliError(`${path} cannot be read: ${cause instanceof Error ? cause.message : cause}`);
  });
  const playbook = parsed(path, text);
  const problems = problemsOf(playbookSchema, playbook);
  if (problems.length > 0) throw refused(path, problems.map(findingOf));
  const broken = brokenReferences(playbook as Playbook);
  if (broken.length > 0) throw refused(path, broken, 'would not do what it says');
  return playbook as Playbook;
};
