import { CliError } from '../cli-error.js';
import { type LineSource, readLines } from './read-lines.js';
import type { SessionInput } from './session-input.js';
import { showStep } from './step-progress.js';
import { isStore, readStore } from './stored-sessions.js';
import { unreadable } from './unreadable.js';

/** Where sessions are read, and how that is watched and ended. */
export interface SessionSource extends LineSource {
  /** Of a database that holds several. */
  readonly site?: string | undefined;
}

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
    throw unreadable(path, cause);
  }
};
