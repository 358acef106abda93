import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { type ModelManifest, modelManifestSchema, type ModelReference, problemsOf } from '@aisle/schema';
import type { TrainedModel } from '@aisle/trainer';

/** A model that lies in the folder: where a page finds it, and what is known of it. */
export interface WrittenModel {
  readonly reference: ModelReference;
  readonly manifest: ModelManifest;
}

/** The folder that models are written to. */
export interface ModelFolder {
  /** Writes a model under the name of its bytes, and its manifest under `name`. */
  readonly write: (name: string, model: TrainedModel) => Promise<WrittenModel>;
  /** What an earlier run wrote under `name`, or null when it is not there or damaged. */
  readonly kept: (name: string) => Promise<WrittenModel | null>;
  /** Writes the list that a playbook takes in, when all models are there. */
  readonly writeList: (models: readonly WrittenModel[]) => Promise<string>;
}

/** Where the list of models lies. */
export const MODEL_LIST = 'models.json';

/** A page must never meet half a file: it is written under another name first. */
export const writeWhole = async (path: string, content: Uint8Array | string): Promise<void> => {
  await writeFile(`${path}.part`, content);
  await rename(`${path}.part`, path);
};

/** Of a model that is spread over several files: what a page reads first. */
const SHARD_MANIFEST = 'manifest.json';

const endingOf = (kind: string): string => (kind === 'popularity' || kind === 'propensity' ? '.json' : '.bin');

/** Writes all files of a folder before it has its name. */
const writeShards = async (folder: string, manifest: Uint8Array, shards: readonly Uint8Array[]): Promise<void> => {
  const part = `${folder}.part`;
  await rm(part, { recursive: true, force: true });
  await mkdir(part, { recursive: true });
  for (const [shard, bytes] of shards.entries()) await writeFile(join(part, `${shard}.bin`), bytes);
  await writeFile(join(part, SHARD_MANIFEST), manifest);
  await rm(folder, { recursive: true, force: true });
  await rename(part, folder);
};

/** The files that a list names; none when there is no list yet, or something else. */
const listedIn = async (path: string): Promise<readonly string[]> => {
  try {
    const list: unknown = JSON.parse(await readFile(path, 'utf8'));
    return Array.isArray(list) ? list.map((model) => basename(String(Object(model).url))) : [];
  } catch (cause) {
    return cause instanceof Error ? [] : Promise.reject(cause);
  }
};

/** As models are named, and nothing else that may lie in the folder. */
const MODEL_FILE = /^(neighbours|together|similar|popularity|propensity-[a-z]+)-[\da-f]{16}(\.bin|\.json|\.part)?$/;

/** Removes models of trainings before the last one: pages whose playbook is a little older still load that one's. */
const removeOld = async (folder: string, kept: ReadonlySet<string>): Promise<void> => {
  for (const name of await readdir(folder))
    if (MODEL_FILE.test(name) && !kept.has(name)) await rm(join(folder, name), { recursive: true });
};

const pretty = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/**
 * Opens the folder, which need not be there yet.
 *
 * @param base - Where a page finds it, relative to the playbook, with a slash at the end; the folder's own name when not said.
 */
export const openModelFolder = (folder: string, base = `${basename(resolve(folder))}/`): ModelFolder => {
  const referenceOf = ({ kind, hash, format, bytes, shards, file = '' }: ModelManifest): ModelReference => ({
    ...{ kind, url: `${base}${file}`, hash, format, bytes },
    ...(shards !== undefined && { shards }),
  });
  const writtenOf = (manifest: ModelManifest): WrittenModel => ({ manifest, reference: referenceOf(manifest) });
  return {
    async write(name, { bytes, shards, manifest: { v, kind, version, ...rest } }) {
      await mkdir(folder, { recursive: true });
      const file = `${name}-${version}${shards ? '' : endingOf(kind)}`;
      // The bytes come first: no manifest is without them.
      if (shards) await writeShards(join(folder, file), bytes, shards);
      else await writeWhole(join(folder, file), bytes);
      const manifest: ModelManifest = { v, kind, version, file, ...rest };
      await writeWhole(join(folder, `${name}.json`), pretty(manifest));
      return writtenOf(manifest);
    },
    async kept(name) {
      try {
        const manifest: unknown = JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8'));
        if (problemsOf(modelManifestSchema, manifest).length > 0) return null;
        const { file = '', hash, shards } = manifest as ModelManifest;
        // A folder of shards has its name only when all are there.
        const bytes = await readFile(join(folder, file, shards === undefined ? '' : SHARD_MANIFEST));
        const isWhole = createHash('sha256').update(bytes).digest('hex') === hash;
        return isWhole ? writtenOf(manifest as ModelManifest) : null;
      } catch (cause) {
        // Not there, or cut: it is trained again.
        return cause instanceof Error ? null : Promise.reject(cause);
      }
    },
    async writeList(models) {
      const path = join(folder, MODEL_LIST);
      const before = await listedIn(path);
      await writeWhole(path, pretty(models.map(({ reference }) => reference)));
      await removeOld(folder, new Set([...before, ...models.map(({ manifest }) => manifest.file ?? '')]));
      return path;
    },
  };
};
