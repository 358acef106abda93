import { createHash } from 'node:crypto';
import { neighbourFormat, type ShardsManifest } from '@aisle/engine';
import type { RowsToWrite } from './write-rows.js';
import { writeArtifact } from './write-artifact.js';
import { writeShards } from './write-shards.js';

/** Neighbours that were learned, before they are bytes. */
export interface LearnedTable {
  readonly rows: RowsToWrite;
  readonly itemIds: readonly string[];
}

/** How a table becomes bytes. */
export interface PackOptions {
  readonly names: 'ids' | 'hashes';
  /** Over how many files it is spread; `auto` by the number of items; not said: one. */
  readonly shards?: number | 'auto' | undefined;
}

/** A table as it is shipped: an artifact, or a manifest and the shards that it is of. */
export interface PackedTable {
  readonly bytes: Uint8Array;
  readonly shards?: readonly Uint8Array[];
}

/** Found at a million items: more make a session fetch more bytes, fewer make more files. */
const ITEMS_A_SHARD = 64;

const shardsFor = (items: number, shards: number | 'auto'): number =>
  shards === 'auto' ? Math.max(Math.ceil(items / ITEMS_A_SHARD), 1) : shards;

/** Bytes of a manifest that means exactly these shards: other ones have another digest, and it another hash. */
const manifestOf = (shards: readonly Uint8Array[], { rows: { popular }, itemIds }: LearnedTable): Uint8Array => {
  const digest = createHash('sha256');
  for (const shard of shards) digest.update(createHash('sha256').update(shard).digest());
  const manifest: ShardsManifest & Readonly<Record<string, unknown>> = {
    ...{ v: 1, format: neighbourFormat.VERSION, shards: shards.length, items: itemIds.length },
    bytes: shards.reduce((sum, { length }) => sum + length, 0),
    digest: digest.digest('hex'),
    popular: popular.map((item) => itemIds[item] ?? ''),
  };
  return new TextEncoder().encode(JSON.stringify(manifest));
};

/** Makes the bytes of a table. */
export const packTable = (learned: LearnedTable, { names, shards }: PackOptions): PackedTable => {
  const { rows, itemIds } = learned;
  if (shards === undefined) return { bytes: writeArtifact(rows, itemIds, { names }) };
  const written = writeShards(rows, itemIds, shardsFor(itemIds.length, shards));
  return { bytes: manifestOf(written, learned), shards: written };
};
