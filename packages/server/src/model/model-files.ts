import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { type ModelReference, modelReferenceSchema, problemsOf } from '@aisle/schema';
import * as z from 'zod/mini';
import { ServerError } from '../server-error.js';

/** A model as it is sent. */
export interface ServedModel {
  readonly bytes: Buffer;
  /** Null where it saves next to nothing. */
  readonly brotli: Buffer | null;
  readonly type: string;
  /** Gives a file of one that is spread over several; null when there is none of that name. */
  readonly shard: (name: string) => Promise<Buffer | null>;
}

/** The models of a folder. */
export interface ServedModels {
  /** As a playbook names them; addresses are relative to it. */
  readonly references: readonly ModelReference[];
  readonly byHash: ReadonlyMap<string, ServedModel>;
}

/** Where a folder lists its models. */
export const MODEL_LIST = 'models.json';
/** Of a model that is spread over several files. */
const SHARD_MANIFEST = 'manifest.json';
/** Packed bits hardly get smaller: what saves less is not worth the time to unpack it. */
const WORTHWHILE = 0.95;
/** The best quality takes seconds a megabyte. */
const BEST_UP_TO = 300_000;

const compress = promisify(brotliCompress);

export const invalidModels = (path: string, reason: string, cause?: unknown): ServerError =>
  new ServerError({
    code: 'models/invalid',
    message: `${path}: ${reason}`,
    fix: 'train again with `aisle train --out` into this folder, and copy it whole',
    cause,
  });

const read = async (path: string): Promise<Buffer> =>
  readFile(path).catch((cause: unknown) => {
    throw invalidModels(path, `cannot be read (${cause instanceof Error ? cause.message : cause})`, cause);
  });

const pack = async (bytes: Buffer): Promise<Buffer | null> => {
  const quality = bytes.length > BEST_UP_TO ? 9 : constants.BROTLI_MAX_QUALITY;
  const packed = await compress(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } });
  return packed.length < bytes.length * WORTHWHILE ? packed : null;
};

const listSchema = z.array(modelReferenceSchema);

const listIn = (bytes: Buffer, path: string): readonly ModelReference[] => {
  let list: unknown;
  try {
    list = JSON.parse(bytes.toString());
  } catch (cause) {
    throw invalidModels(path, `is not JSON (${cause instanceof Error ? cause.message : cause})`, cause);
  }
  const [problem] = problemsOf(listSchema, list);
  if (problem) throw invalidModels(path, `${problem.field || 'it'}: ${problem.message}`);
  return list as readonly ModelReference[];
};

const shardReader =
  (folder: string, shards: number): ServedModel['shard'] =>
  async (name) => {
    const [, digits] = /^(\d{1,7})\.bin$/.exec(name) ?? [];
    if (digits === undefined || Number(digits) >= shards || String(Number(digits)) !== digits) return null;
    return readFile(join(folder, name)).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT') return null;
      throw cause;
    });
  };

const readModel = async (folder: string, { url, hash, shards }: ModelReference): Promise<ServedModel> => {
  const path = join(folder, basename(url));
  const file = shards === undefined ? path : join(path, SHARD_MANIFEST);
  const bytes = await read(file);
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== hash) throw invalidModels(file, `has the hash ${found}, and ${MODEL_LIST} says ${hash}`);
  const isJson = shards !== undefined || url.endsWith('.json');
  const ofShards = shards === undefined ? null : shardReader(path, shards);
  return {
    bytes,
    brotli: await pack(bytes),
    type: isJson ? 'application/json; charset=utf-8' : 'application/octet-stream',
    shard: async (name) => (ofShards && name === SHARD_MANIFEST ? bytes : (ofShards?.(name) ?? null)),
  };
};

/**
 * Reads the models that a folder lists, holds each against its hash, and compresses it.
 *
 * @throws {ServerError} `models/invalid`, naming the file.
 */
export const readModels = async (folder: string): Promise<ServedModels> => {
  const path = join(folder, MODEL_LIST);
  const list = listIn(await read(path), path);
  const byHash = new Map<string, ServedModel>();
  for (const reference of list) byHash.set(reference.hash, await readModel(folder, reference));
  return { references: list.map((reference) => ({ ...reference, url: `models/${reference.hash}` })), byHash };
};
