import type { SessionEvent } from '@aisle/trainer';

/** Sessions as a file has them, oldest first. They can be gone through several times, and need not be in memory. */
export interface SessionInput {
  readonly sessions: Iterable<readonly SessionEvent[]>;
  /** What the file itself sets apart to be foretold; empty when it does not. */
  readonly tests: readonly (readonly SessionEvent[])[];
  /** The categories of items, the broadest first, where the file tells them. */
  readonly categories: ReadonlyMap<string, readonly string[]>;
  /** How many events of whole pages were read, whatever was left out; 0 where the file holds something else. */
  readonly events: number;
  /** Events that were left out, by reason. */
  readonly leftOut: Readonly<Record<string, number>>;
}

/** Reads one kind of file, line by line. */
export interface LineReader {
  /** What is wrong with the line, or null. */
  readonly add: (line: string) => string | null;
  readonly done: () => SessionInput;
  /** Of a reader that can go on where another one stopped: takes what is new since the last part, and puts one back. */
  readonly parts?: { readonly take: () => unknown; readonly put: (part: unknown) => void };
}
