import { readFile } from 'node:fs/promises';
import { type Playbook, playbookSchema, problemsOf } from '@aisle/schema';
import { CliError } from '../cli-error.js';
import { type Finding, lineOf } from './finding.js';
import { playbookErrors } from './playbook-errors.js';
import { schemaFinding } from './schema-finding.js';

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

const isPublished = (playbook: unknown): boolean =>
  typeof playbook === 'object' && playbook !== null && Object.hasOwn(playbook, 'published');

const alreadyPublished: Finding = {
  field: 'published',
  message: 'this is what devices read: its conditions were parsed, and what it was made from is gone',
  fix: 'check the file it was made from',
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
  if (isPublished(playbook)) throw refused(path, [alreadyPublished], 'is published already');
  const problems = problemsOf(playbookSchema, playbook);
  if (problems.length > 0) throw refused(path, problems.map(schemaFinding));
  const errors = playbookErrors(playbook as Playbook);
  if (errors.length > 0) throw refused(path, errors, 'would not do what it says');
  return playbook as Playbook;
};
