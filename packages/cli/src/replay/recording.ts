import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { CliError } from '../cli-error.js';

/** One line of a recording, in our words. */
export interface RecordedEvent {
  readonly session: string;
  readonly shopper: string;
  readonly name: RecordedName;
  /** When it happened, ms since 1970. */
  readonly atMs: number;
  readonly itemId: string;
  readonly category: string;
}

/** What a recording can hold; the SDK's own page views are none of them. */
export const RECORDED_NAMES = ['view_item', 'add_to_cart', 'purchase'] as const;
export type RecordedName = (typeof RECORDED_NAMES)[number];

const COLUMNS = ['SessionId', 'ItemId', 'Time', 'Type', 'CatId', 'UserId'] as const;
type Column = (typeof COLUMNS)[number];

const NAMES: ReadonlyMap<string, RecordedName> = new Map([
  ['view', 'view_item'],
  ['addtocart', 'add_to_cart'],
  ['transaction', 'purchase'],
]);

const something = (cell: string): boolean => cell !== '';
/** Up to the year 2286: more digits are milliseconds. */
const unixSeconds = (cell: string): boolean => /^\d{1,10}$/.test(cell);

/** What each column must hold, and how to say it. */
const RULES: Readonly<Record<Column, readonly [holds: (cell: string) => boolean, expected: string]>> = {
  SessionId: [something, 'the id of a session'],
  ItemId: [something, 'the id of an item'],
  Time: [unixSeconds, 'unix time in whole seconds, such as 1442004589'],
  Type: [(cell) => NAMES.has(cell), `one of ${[...NAMES.keys()].join(', ')}`],
  CatId: [() => true, 'the id of a category, or nothing'],
  UserId: [something, 'the id of a shopper'],
};

const GZIP_MAGIC = 0x1f8b;
const MAX_PROBLEMS = 5;

const quoted = (cell: string): string => JSON.stringify(cell.length > 40 ? `${cell.slice(0, 40)}…` : cell);

const headerProblem = (line: string): string | null => {
  const cells = line.split('\t');
  const index = COLUMNS.findIndex((column, place) => cells[place] !== column);
  if (index < 0 && cells.length === COLUMNS.length) return null;
  const found = index < 0 ? `${cells.length} columns` : quoted(cells[index] ?? '');
  const where = index < 0 ? 'line 1' : `line 1, column ${index + 1}`;
  return `${where}: found ${found}, expected the header ${COLUMNS.join(' ')}, separated by tabs`;
};

const lineProblem = (line: string, lineNumber: number): string | null => {
  const cells = line.split('\t');
  if (cells.length !== COLUMNS.length)
    return `line ${lineNumber}: found ${cells.length} columns, expected ${COLUMNS.length}, separated by tabs`;
  const index = COLUMNS.findIndex((column, place) => !RULES[column][0](cells[place] ?? ''));
  const column = COLUMNS[index];
  if (column === undefined) return null;
  return `line ${lineNumber}, column ${index + 1} (${column}): found ${quoted(cells[index] ?? '')}, expected ${RULES[column][1]}`;
};

const eventOf = (line: string): RecordedEvent => {
  const [session = '', itemId = '', time = '', type = '', category = '', shopper = ''] = line.split('\t');
  return { session, itemId, atMs: Number(time) * 1000, name: NAMES.get(type) ?? 'view_item', category, shopper };
};

const failed = (from: string, problems: readonly string[]): CliError => {
  const shown = problems.slice(0, MAX_PROBLEMS).map((problem) => `  ${problem}`);
  const more = problems.length > MAX_PROBLEMS ? [`  and ${problems.length - MAX_PROBLEMS} more`] : [];
  return new CliError([`${from} is no recording of shopper sessions:`, ...shown, ...more].join('\n'));
};

/**
 * Reads the text of a recording, one event a line, in its order.
 *
 * @param from - The file that an error names.
 * @throws {CliError} naming line, column and what was expected there.
 */
export const recordingOf = (text: string, from: string): readonly RecordedEvent[] => {
  const [header = '', ...lines] = text.replace(/\r?\n$/, '').split(/\r?\n/);
  const wrongHeader = headerProblem(header);
  if (wrongHeader) throw failed(from, [wrongHeader]);
  const problems = lines.flatMap((line, index) => lineProblem(line, index + 2) ?? []);
  if (problems.length > 0) throw failed(from, problems);
  if (lines.length === 0) throw failed(from, ['line 2: found the end of the file, expected an event']);
  return lines.map(eventOf);
};

/**
 * Reads a recording from disk, plain or gzipped, whatever its name says.
 *
 * @throws {CliError} when it cannot be read or is no recording.
 */
export const readRecording = async (path: string): Promise<readonly RecordedEvent[]> => {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new CliError(`${path} cannot be read: ${cause instanceof Error ? cause.message : cause}`);
  });
  const packed = bytes.length > 2 && bytes.readUInt16BE(0) === GZIP_MAGIC;
  const unpacked = packed ? promisify(gunzip)(bytes) : bytes;
  const text = await Promise.resolve(unpacked).catch((cause: unknown) => {
    throw new CliError(
      `${path} begins like gzip, but cannot be unpacked: ${cause instanceof Error ? cause.message : cause}`,
    );
  });
  return recordingOf(text.toString('utf8'), path);
};
