import { writeFile } from 'node:fs/promises';
import { publish } from '@aisle/engine';
import type { Playbook } from '@aisle/schema';
import type { Terminal } from '../terminal.js';
import { counted, percent } from '../counted.js';
import { emptyRecommenders } from './empty-recommenders.js';
import { type Finding, lineOf } from './finding.js';
import { checkPlaybook } from './playbook-check.js';
import { type PublishedSize, publishedSizeOf, tooLarge } from './published-size.js';
import { unreachable } from './reachable.js';
import { checkTraffic, type TrafficOptions } from './traffic-check.js';
import { unknownFields } from './unknown-fields.js';
import { unused } from './unused.js';

/** What `aisle check` was told. */
export interface CheckOptions extends TrafficOptions {
  readonly file: string;
  /** Where the published form goes. */
  readonly out?: string | undefined;
  /** Warnings are errors. */
  readonly strict: boolean;
}

/** Leaves out what the events say of a place where the reason was found already. */
const newIn = (seen: readonly Finding[], known: readonly Finding[]): readonly Finding[] => {
  const owners = new Set(known.map(({ field }) => field.replace(/\.(when|schedule)$/, '')));
  return seen.filter(({ field }) => !owners.has(field));
};

const sayWarnings = (warnings: readonly Finding[], { out }: Terminal): void => {
  if (warnings.length === 0) return;
  out(warnings.length === 1 ? '1 warning:' : `${warnings.length} warnings:`);
  for (const warning of warnings) out(lineOf(warning));
};

const sizeLine = ({ raw, brotli, catalogueShare }: PublishedSize): string => {
  const ofCatalogue = catalogueShare > 0 ? `; the catalogue is ${percent(catalogueShare)} of it` : '';
  return `Published: ${counted(raw)} bytes, ${counted(brotli)} over the wire (brotli)${ofCatalogue}.`;
};

const sayWhatItIs = (file: string, playbook: Playbook, { out }: Terminal): void => {
  const { version, segments = [], slots = [], catalogue = [] } = playbook;
  const parts = `${segments.length} segments, ${slots.length} slots, ${catalogue.length} items`;
  out(`${file} is a playbook: version ${version}, ${parts}.`);
};

/**
 * Says what is wrong with a playbook, how large it is and what its author may not have meant; writes the published form if
 * asked. Answers the exit code.
 */
export const check = async (options: CheckOptions, terminal: Terminal): Promise<number> => {
  const { file, out, strict } = options;
  const playbook = await checkPlaybook(file);
  const published = publish(playbook);
  const text = JSON.stringify(published);
  const size = await publishedSizeOf(text, playbook);
  sayWhatItIs(file, playbook, terminal);
  terminal.out(sizeLine(size));
  const { lines, warnings: seen } = await checkTraffic([playbook, published], options, terminal);
  for (const line of lines) terminal.out(line);
  const found = [...unknownFields(playbook), ...unreachable(playbook, Date.now()), ...tooLarge(size)];
  const warnings = [...found, ...emptyRecommenders(playbook), ...unused(playbook), ...newIn(seen, found)];
  sayWarnings(warnings, terminal);
  if (strict && warnings.length > 0) {
    terminal.error('With --strict a warning is an error.');
    return 1;
  }
  if (out !== undefined) {
    await writeFile(out, text);
    terminal.out(`Published to ${out}.`);
  }
  return 0;
};
