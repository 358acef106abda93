import { writeFile } from 'node:fs/promises';
import { publish } from '@aisle/engine';
import type { Terminal } from '../terminal.js';
import { checkPlaybook } from './playbook-check.js';

/** What `aisle check` was told. */
export interface CheckOptions {
  readonly file: string;
  /** Where the published form goes. */
  readonly out?: string | undefined;
}

/** Says what is wrong with a playbook, or how large it is; writes the published form if asked. Answers the exit code. */
export const check = async ({ file, out }: CheckOptions, terminal: Terminal): Promise<number> => {
  const published = publish(await checkPlaybook(file));
  const text = JSON.stringify(published);
  const { version, segments = [], slots = [], catalogue = [] } = published;
  terminal.out(
    `${file} is a playbook: version ${version}, ${segments.length} segments, ${slots.length} slots, ${catalogue.length} items, ${text.length} characters published.`,
  );
  if (out === undefined) return 0;
  await writeFile(out, text);
  terminal.out(`Published to ${out}.`);
  return 0;
};
