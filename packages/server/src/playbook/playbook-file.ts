import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { publish } from '@aisle/engine';
import { type ModelReference, type Playbook, playbookSchema, problemsOf } from '@aisle/schema';
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

/** What was trained last counts: of a kind that the folder has, the playbook's own are left out. */
const withModels = (playbook: Playbook, models: readonly ModelReference[]): Playbook => {
  if (models.length === 0) return playbook;
  const kinds = new Set(models.map(({ kind }) => kind));
  return { ...playbook, models: [...(playbook.models ?? []).filter(({ kind }) => !kinds.has(kind)), ...models] };
};

/**
 * Checks a playbook and makes the bytes that are served.
 *
 * @param from - The file or option that an error names.
 * @param models - Models that it shall name beside its own.
 * @throws {ServerError} `playbook/invalid` with the first field at fault.
 */
export const servedPlaybookOf = (
  playbook: unknown,
  from: string,
  models: readonly ModelReference[] = [],
): ServedPlaybook => {
  // Before anything recurses over it.
  const unsafe = unsafeJsonIn(playbook, MAX_PLAYBOOK_DEPTH);
  if (unsafe) throw invalid(from, unsafe);
  const [problem] = problemsOf(playbookSchema, playbook);
  if (problem) throw invalid(from, { field: problem.field, reason: problem.message });
  // Devices carry no parser: conditions reach them parsed.
  const json = Buffer.from(JSON.stringify(publish(withModels(playbook as Playbook, models))));
  const hash = createHash('sha256').update(json).digest('base64url').slice(0, 22);
  return { json, gzip: gzipSync(json), hash };
};

const readPlaybook = async (path: string): Promise<unknown> => {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw unreadable(path, 'cannot be read', cause);
  });
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw unreadable(path, 'is not JSON', cause);
  }
};

const stampOf = async (path: string): Promise<string> =>
  stat(path).then(
    ({ mtimeMs, size, ino }) => `${mtimeMs} ${size} ${ino}`,
    () => 'absent',
  );

/** The same list until there are others. */
type Models = () => Promise<readonly ModelReference[]>;

const none: readonly ModelReference[] = [];
const noModels: Models = async () => none;

/**
 * Gives a playbook that stands in the options, with the models of the moment.
 *
 * @throws {ServerError} `playbook/invalid` when it is none.
 */
export const openPlaybook = async (
  playbook: Playbook,
  from: string,
  modelsNow: Models = noModels,
): Promise<PlaybookSource> => {
  let models = await modelsNow();
  let served = servedPlaybookOf(playbook, from, models);
  return {
    async current() {
      const now = await modelsNow();
      if (now !== models) served = servedPlaybookOf(playbook, from, (models = now));
      return served;
    },
  };
};

/**
 * Opens a playbook file and follows it: each call looks whether the file changed, or the models.
 *
 * @param onProblem - Hears of a change that is not a playbook, once; the last good one goes on being served.
 * @throws {ServerError} `playbook/invalid` when the file is not a playbook at the start.
 */
export const openPlaybookFile = async (
  path: string,
  onProblem: (problem: ServerError) => void,
  modelsNow: Models = noModels,
): Promise<PlaybookSource> => {
  let stamp = await stampOf(path);
  let source = await openPlaybook((await readPlaybook(path)) as Playbook, path, modelsNow);
  return {
    async current() {
      const now = await stampOf(path);
      if (now === stamp) return source.current();
      stamp = now;
      try {
        source = await openPlaybook((await readPlaybook(path)) as Playbook, path, modelsNow);
      } catch (cause) {
        onProblem(cause instanceof ServerError ? cause : unreadable(path, 'cannot be read', cause));
      }
      return source.current();
    },
  };
};
