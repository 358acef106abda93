import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { writeWhole } from './model-folder.js';

/** What a training has done so far, kept beside the models until it is through, so that the next run goes on from there. */
export interface TrainingWork {
  /** Whether an earlier run did the step. */
  readonly isDone: (step: string) => boolean;
  readonly note: (step: string) => Promise<void>;
  /** Parts of the input that an earlier run has read, in their order; a damaged one and all behind it are read again. */
  readonly parts: () => AsyncIterable<unknown>;
  readonly keepPart: (part: unknown) => Promise<void>;
  /** Throws it all away. */
  readonly finish: () => Promise<void>;
}

const FOLDER = '.training';
const HASH_BYTES = 32;

const hashOf = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/** Says which training it is: the same file, unchanged, learned from in the same way. */
export const trainingKey = async (paths: readonly string[], settings: unknown): Promise<string> => {
  const files = await Promise.all(
    // A database in use has what is new in its log.
    paths
      .flatMap((path) => [path, `${path}-wal`])
      .map((path) =>
        stat(path).then(
          ({ size, mtimeMs }) => [path, size, mtimeMs],
          () => [path, 'absent'],
        ),
      ),
  );
  return hashOf(Buffer.from(JSON.stringify([files, settings]))).toString('hex');
};

const textOf = async (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');

const partOf = async (path: string): Promise<unknown> => {
  const bytes = await readFile(path);
  const body = bytes.subarray(HASH_BYTES);
  return hashOf(body).equals(bytes.subarray(0, HASH_BYTES)) ? deserialize(body) : undefined;
};

const nameOf = (number: number): string => `read-${String(number).padStart(6, '0')}`;

/** Opens what an earlier run with the same key left; of another training nothing is taken over. */
export const openTrainingWork = async (out: string, key: string): Promise<TrainingWork> => {
  const folder = join(out, FOLDER);
  const log = join(folder, 'done');
  const [known, ...steps] = (await textOf(log)).split('\n').filter(Boolean);
  const isSame = known === key;
  if (!isSame) await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const done = new Set(isSame ? steps : []);
  const writeLog = (): Promise<void> => writeWhole(log, [key, ...done].join('\n'));
  await writeLog();
  let partCount = 0;
  return {
    isDone: (step) => done.has(step),
    async note(step) {
      done.add(step);
      await writeLog();
    },
    async *parts() {
      const names = new Set(await readdir(folder));
      for (; names.has(nameOf(partCount)); partCount += 1) {
        const part = await partOf(join(folder, nameOf(partCount)));
        if (part === undefined) return;
        yield part;
      }
    },
    async keepPart(part) {
      const body = serialize(part);
      await writeWhole(join(folder, nameOf(partCount)), Buffer.concat([hashOf(body), body]));
      partCount += 1;
    },
    finish: () => rm(folder, { recursive: true, force: true }),
  };
};
