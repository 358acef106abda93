import { CliError } from '../cli-error.js';

const FIX = `Fix: hand in one of these, plain or gzipped, with the path as it is from here:
  events as a page sends them, one JSON object a line; or the server's database;
  a recording: SessionId, ItemId, Time and Type in its first line, separated by tabs (CatId and UserId when there);
  sequences: T, a tab and ids of a session to learn from, separated by spaces; E for one to foretell.`;

/** Says that a file cannot be read, why, and what can. */
export const unreadable = (path: string, cause: unknown): CliError =>
  new CliError(`${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}\n${FIX}`);

/** Says which lines of a file are wrong. Of one that is nothing of what is read it says what is. */
export const wrongLines = (path: string, problems: readonly string[], isUnknown: boolean): CliError => {
  const fix = isUnknown ? FIX : 'Fix: put these lines right, or leave them out.';
  return new CliError(
    [`${path} cannot be learned from:`, ...problems.map((problem) => `  ${problem}`), fix].join('\n'),
  );
};
