import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInTerminal } from '../run-in-terminal.js';
import { temporaryFolder } from '../temporary-folder.js';

/** What `aisle check` said of a playbook. */
export interface Checked {
  readonly code: number;
  readonly said: string;
  /** Errors or warnings: `path: message. Fix: …`. */
  readonly findings: readonly string[];
}

/** A file with this playbook in it. */
export const fileOf = (playbook: unknown): string => {
  const path = join(temporaryFolder(), 'playbook.json');
  writeFileSync(path, JSON.stringify(playbook));
  return path;
};

/** Runs `aisle check` on a playbook that has these parts. */
export const checked = async (parts: object, ...words: readonly string[]): Promise<Checked> => {
  const { code, said } = runInTerminal(['check', fileOf({ v: 1, version: '1', ...parts }), ...words]);
  const ended = await code;
  const findings = said()
    .split('\n')
    .filter((line) => /^ {2}.*\. Fix: ./.test(line))
    .map((line) => line.trim());
  return { code: ended, said: said(), findings };
};

/** The errors that a playbook with these parts is refused for; none when it is taken. */
export const errorsOf = async (parts: object): Promise<readonly string[]> => {
  const { code, findings } = await checked(parts);
  return code === 0 ? [] : findings;
};

/** The warnings about a playbook that is none the less taken. */
export const warningsOf = async (parts: object, ...words: readonly string[]): Promise<readonly string[]> => {
  const { code, said, findings } = await checked(parts, ...words);
  if (code !== 0) throw new Error(said);
  return findings;
};

/** A playbook's slots with these candidates in one of them. */
export const slotsOf = (...candidates: readonly object[]) => [
  { id: 'hero', candidates: candidates.map((candidate, at) => ({ id: `c${at}`, content: { at }, ...candidate })) },
];
