import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { publish } from '@aisle/engine';
import { type Playbook, playbookSchema, problemsOf } from '@aisle/schema';
import { unsafeJsonIn } from '../batch/unsafe-json.js';
import { ServerError } from '../server-error.js';

/** A checked playbook, ready to be sent. */
export interface ServedPlaybook {
  readonly json: Buffer;
  readonly gzip: Buffer;
  /** The content's hash, without quotes. */
  readonly hash: string;
}

/** A playbook that may change while the server runs. */
export interface PlaybookSource {
  /** The last good playbook. Never rejects. */
  current(): Promise<ServedPlaybook>;
}

/** Conditions nest by two levels each, so that some 25 of them fit into each other. */
const MAX_PLAYBOOK_DEPTH = 64;

interface PlaybookFault {
  readonly field?: string;
  readonly reason: string;
  readonly cause?: unknown;
}

const invalid = (from: string, { field = '', reason, cause }: PlaybookFault): ServerError =>
  new ServerError({
    code: 'playbook/invalid',
    message: `${from}: ${field ? `${field}: ` : ''}${reason}`,
    field,
    fix: `correct ${field || 'the file'}; the form is playbook v1`,
    cause,
  });

const unreadable = (from: string, what: string, cause: unknown): ServerError =>
  invalid(from, { reason: `${what} (${cause instanceof Error ? cause.message : cause})`, cause });

/**
 * Checks a playbook and makes the bytes that are served.
 *
 * @param from - The file or option that an error names.
 * @throws {ServerError} `playbook/invalid` with the first field at fault.
 */
export const servedPlaybookOf = (playbook: unknown, from: string): ServedPlaybook => {
  // Before anything recurses over it.
  const unsafe = unsafeJsonIn(playbook, MAX_PLAYBOOK_DEPTH);
  if (unsafe) throw invalid(from, unsafe);
  const [problem] = problemsOf(playbookSchema, playbook);
  if (problem) throw invalid(from, { field: problem.field, reason: problem.message });
  // Devices carry no parser: conditions reach them parsed.
  const json = Buffer.from(JSON.stringify(publish(playbook as Playbook)));
  const hash = createHash('sha256').update(json).digest('base64url').slice(0, 22);
  return { json, gzip: gzipSync(json), hash };
};

const readPlaybook = async (path: string): Promise<ServedPlaybook> => {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw unreadable(path, 'cannot be read', cause);
  });
  let playbook: unknown;
  try {
    playbook = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw unreadable(path, 'is not JSON', cause);
  }
  return servedPlaybookOf(playbook, path);
};

const stampOf = async (path: string): Promise<string> =>
  stat(path).then(
    ({ mtimeMs, size, ino }) => `${mtimeMs} ${size} ${ino}`,
    () => 'absent',
  );

/**
 * Opens a playbook file and follows it: each call looks whether the file changed.
 *
 * @param onProblem - Hears of a change that is not a playbook, once; the last good one goes on being served.
 * @throws {ServerError} `playbook/invalid` when the file is not a playbook at the start.
 */
export const openPlaybookFile = async (
  path: string,
  onProblem: (problem: ServerError) => void,
): Promise<PlaybookSource> => {
  let stamp = await stampOf(path);
  let served = await readPlaybook(path);
  return {
    async current() {
      const now = await stampOf(path);
      if (now === stamp) return served;
      stamp = now;
      try {
        served = await readPlaybook(path);
      } catch (cause) {
        onProblem(cause instanceof ServerError ? cause : unreadable(path, 'cannot be read', cause));
      }
      return served;
    },
  };
};
