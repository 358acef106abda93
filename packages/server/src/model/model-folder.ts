import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ServerError } from '../server-error.js';
import { invalidModels, MODEL_LIST, readModels, type ServedModel, type ServedModels } from './model-files.js';

/** Models that may change while the server runs. */
export interface ModelSource {
  /** The last good ones. Never rejects. */
  current(): Promise<ServedModels>;
  /** One of them or, for pages whose playbook is a little old, of those before. */
  find(hash: string): Promise<ServedModel | undefined>;
}

const NONE: ServedModels = { references: [], byHash: new Map() };
const ABSENT = 'absent';
/** A folder that is being copied may have its list before its files. */
const RETRY_MS = 5_000;

const stampOf = async (path: string): Promise<string> =>
  stat(path).then(
    ({ mtimeMs, size, ino }) => `${mtimeMs} ${size} ${ino}`,
    () => ABSENT,
  );

/**
 * Opens a folder that `aisle train` wrote and follows it: each call looks whether its list changed. A folder without a list is
 * none yet, and waited for.
 *
 * @param onProblem - Hears of a list that is missing or wrong, once; the last good models go on being served.
 * @throws {ServerError} `models/invalid` when the models are wrong at the start.
 */
export const openModelFolder = async (
  folder: string,
  onProblem: (problem: ServerError) => void,
): Promise<ModelSource> => {
  const path = join(folder, MODEL_LIST);
  const absent = (): void => onProblem(invalidModels(path, 'is not there'));
  let stamp = await stampOf(path);
  if (stamp === ABSENT) absent();
  let served = stamp === ABSENT ? NONE : await readModels(folder);
  let before = NONE;
  let retryAtMs = Infinity;

  const readAgain = async (isNews: boolean): Promise<void> => {
    try {
      const next = await readModels(folder);
      [before, served, retryAtMs] = [served, next, Infinity];
    } catch (cause) {
      retryAtMs = Date.now() + RETRY_MS;
      if (isNews) onProblem(cause instanceof ServerError ? cause : invalidModels(path, 'cannot be read', cause));
    }
  };
  const current = async (): Promise<ServedModels> => {
    const now = await stampOf(path);
    const isNews = now !== stamp;
    if (!isNews && Date.now() < retryAtMs) return served;
    [stamp, retryAtMs] = [now, Infinity];
    if (now === ABSENT) absent();
    else await readAgain(isNews);
    return served;
  };
  return {
    current,
    async find(hash) {
      const { byHash } = await current();
      return byHash.get(hash) ?? before.byHash.get(hash);
    },
  };
};
