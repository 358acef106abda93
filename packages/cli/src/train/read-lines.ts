import { stat } from 'node:fs/promises';
import { createEventLines } from './event-lines.js';
import { createRecordedLines, RECORDING_HEAD } from './recorded-lines.js';
import { createSequenceLines, SEQUENCE_HEAD } from './sequence-lines.js';
import type { LineReader, SessionInput } from './session-input.js';
import { showStep } from './step-progress.js';
import type { TrainingWork } from './training-work.js';
import { linesOf } from '../text-lines.js';
import { wrongLines } from './unreadable.js';

/** Which lines are read, and how that is watched, ended and gone on with. */
export interface LineSource {
  readonly path: string;
  readonly stream: NodeJS.WriteStream;
  readonly stop: AbortSignal;
  /** Where parts are kept, when they are. */
  readonly work?: Pick<TrainingWork, 'parts' | 'keepPart'> | undefined;
}

interface Part {
  readonly lines: number;
  readonly part: unknown;
}

const MAX_PROBLEMS = 5;
const MEGABYTE = 1e6;
/** What an interrupted run reads anew at most: a second. */
const LINES_A_PART = 20_000;

/** How the first line of anything that is read begins. */
const KNOWN_HEAD = new RegExp([RECORDING_HEAD, SEQUENCE_HEAD, /^\s*\{/].map(({ source }) => source).join('|'));

const readerFor = (line: string): LineReader => {
  if (RECORDING_HEAD.test(line)) return createRecordedLines();
  return SEQUENCE_HEAD.test(line) ? createSequenceLines() : createEventLines();
};

/** Puts back what an earlier run has read; how many lines that were. */
const putBack = async (reader: LineReader, work: LineSource['work']): Promise<number> => {
  let lines = 0;
  if (reader.parts && work)
    for await (const kept of work.parts()) {
      const { part, lines: until } = kept as Part;
      reader.parts.put(part);
      lines = until;
    }
  return lines;
};

/** @throws {CliError} naming the lines that are wrong. */
export const readLines = async ({ path, stream, stop, work }: LineSource): Promise<SessionInput> => {
  const { size } = await stat(path);
  const progress = showStep('MB', Math.ceil(size / MEGABYTE), stream);
  const problems: string[] = [];
  let reader: LineReader | undefined;
  let [lineNumber, readUntil, isUnknown] = [0, 0, false];
  for await (const text of linesOf(path, (bytes) => progress.onDone(Math.round(bytes / MEGABYTE)))) {
    lineNumber += 1;
    if (lineNumber <= readUntil) continue;
    const line = lineNumber === 1 ? text.replace(/^\uFEFF/, '') : text;
    if (line.trim() === '') continue;
    if (!reader) {
      reader = readerFor(line);
      isUnknown = !KNOWN_HEAD.test(line);
      readUntil = await putBack(reader, work);
      if (lineNumber <= readUntil) continue;
    }
    const problem = reader.add(line);
    if (problem !== null) problems.push(`line ${lineNumber}: ${problem}`);
    if (problems.length === MAX_PROBLEMS || stop.aborted) break;
    if (reader.parts && work && problems.length === 0 && lineNumber % LINES_A_PART === 0)
      await work.keepPart({ lines: lineNumber, part: reader.parts.take() } satisfies Part);
  }
  progress.stop();
  if (problems.length > 0) throw wrongLines(path, problems, isUnknown);
  return reader?.done() ?? { sessions: [], tests: [], categories: new Map(), events: 0, leftOut: {} };
};
