import { writeFile } from 'node:fs/promises';
import { type PublishedPlaybook, publish } from '@aisle/engine';
import { CliError } from '../cli-error.js';
import type { Terminal } from '../terminal.js';
import { checkPlaybook } from './playbook-check.js';

/** What `aisle check` was told. */
export interface CheckOptions {
  readonly file: string;
  /** Where the published form goes. */
  readonly out?: string | undefined;
}

interface Owner {
  readonly path: string;
  readonly when?: unknown;
}

const ownersIn = ({ segments = [], slots = [] }: PublishedPlaybook): readonly Owner[] => [
  ...segments.map(({ id, when }) => ({ path: `segment ${id}`, when })),
  ...slots.flatMap((slot) =>
    slot.candidates.map(({ id, when }) => ({ path: `slot ${slot.id}, candidate ${id}`, when })),
  ),
];

/** Names what a device will leave out because of an operator it cannot read. */
const offIn = (published: PublishedPlaybook): readonly string[] =>
  ownersIn(published).flatMap(({ path, when }) => {
    const { unknown } = when as { readonly unknown: string | null };
    return unknown === null
      ? []
      : [`  ${path}: ${unknown} is no operator of this release. Fix: correct it, or take it out`];
  });

/** Says what is wrong with a playbook, or how large it is; writes the published form if asked. Answers the exit code. */
export const check = async ({ file, out }: CheckOptions, terminal: Terminal): Promise<number> => {
  const published = publish(await checkPlaybook(file));
  const off = offIn(published);
  if (off.length > 0) throw new CliError([`${file} has conditions that nobody can meet:`, ...off].join('\n'));
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
