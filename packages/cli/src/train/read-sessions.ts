import { stat } from 'node:fs/promises';
import { CliError } from '../cli-error.js';
import { createEventLines } from './event-lines.js';
import { createRecordedLines, RECORDING_HEAD } from './recorded-lines.js';
import { createSequenceLines, SEQUENCE_HEAD } from './sequence-lines.js';
import type { LineReader, SessionInput } from './session-input.js';
import { showStep } from './step-progress.js';
import { readStore, SQLITE_HEAD } from './stored-sessions.js';
import { firstBytes, linesOf } from '../text-lines.js';

/** Where sessions are read, and how that is watched and ended. */
export interface SessionSource {
  readonly path: string;
  /** Of a database that holds several. */
  readonly site?: string | undefined;
  readonly stream: NodeJS.WriteStream;
  readonly stop: AbortSignal;
}

const MAX_PROBLEMS = 5;
const MEGABYTE = 1e6;

const readerFor = (line: string): LineReader => {
  if (RECORDING_HEAD.test(line)) return createRecordedLines();
  return SEQUENCE_HEAD.test(line) ? createSequenceLines() : createEventLines();
};

const readLines = async ({ path, stream, stop }: SessionSource): Promise<SessionInput> => {
  const { size } = await stat(path);
  const progress = showStep('MB', Math.ceil(size / MEGABYTE), stream);
  const problems: string[] = [];
  let reader: LineReader | undefined;
  let lineNumber = 0;
  for await (const text of linesOf(path, (bytes) => progress.onDone(Math.round(bytes / MEGABYTE)))) {
    lineNumber += 1;
    const line = lineNumber === 1 ? text.replace(/^\uFEFF/, '') : text;
    if (line.trim() === '') continue;
    reader ??= readerFor(line);
    const problem = reader.add(line);
    if (problem !== null) problems.push(`  line ${lineNumber}: ${problem}`);
    if (problems.length === MAX_PROBLEMS || stop.aborted) break;
  }
  progress.stop();
  if (problems.length > 0) throw new CliError([`${path} cannot be learned from:`, ...problems].join('\n'));
  return reader?.done() ?? { sessions: [], tests: [], leftOut: {} };
};

const isStore = async (path: string): Promise<boolean> =>
  (await firstBytes(path, SQLITE_HEAD.length)).toString('latin1') === SQLITE_HEAD;

/**
 * Reads sessions from events as they are on the wire, from the server's database, from a recording or from sequences of ids.
 * Which of them a file is, it says itself.
 *
 * @throws {CliError} naming the lines that are wrong, or why the file cannot be read.
 */
export const readSessions = async (source: SessionSource): Promise<SessionInput> => {
  const { path, site, stream } = source;
  try {
    if (!(await isStore(path))) return await readLines(source);
    return readStore(path, site, (events) => showStep('events', events, stream));
  } catch (cause) {
    if (cause instanceof CliError) throw cause;
    throw new CliError(`${path} cannot be read: ${cause instanceof Error ? cause.message : cause}`);
  }
};
