import { neighbourFormat } from '@aisle/engine';
import type { NeighboursManifest } from '@aisle/schema';
import { stampOf } from '../model/trained-model.js';
import type { PackedTable } from './pack-table.js';

/** Says where an artifact's names begin; what lies before is the table itself. */
export const bytesOfTable = (artifact: Uint8Array): number =>
  new DataView(artifact.buffer, artifact.byteOffset).getUint32(neighbourFormat.HEAD.namesAt * 4, true);

/** What a manifest says of the very bytes of a table. */
export const describeTable = ({ bytes, shards }: PackedTable) =>
  ({
    ...stampOf(bytes),
    format: neighbourFormat.VERSION,
    tableBytes: (shards ?? [bytes]).reduce((sum, artifact) => sum + bytesOfTable(artifact), 0),
    ...(shards && {
      shards: shards.length,
      shardBytes: shards.reduce((sum, { length }) => sum + length, 0),
    }),
  }) satisfies Partial<NeighboursManifest>;
