import type { SessionEvent } from '@aisle/trainer';

/** Sessions as a file has them, oldest first. They can be gone through several times, and need not be in memory. */
export interface SessionInput {
  readonly sessions: Iterable<readonly SessionEvent[]>;
  /** What the file itself sets apart to be foretold; empty when it does not. */
  readonly tests: readonly (readonly SessionEvent[])[];
  /** Events that were left out, by reason. */
  readonly leftOut: Readonly<Record<string, number>>;
}

/** Reads one kind of file, line by line. */
export interface LineReader {
  /** What is wrong with the line, or null. */
  readonly add: (line: string) => string | null;
  readonly done: () => SessionInput;
}
