import { checksumOf, neighbourFormat } from '@aisle/engine';
import { RATIO, type RowsToWrite, writeRows } from './write-rows.js';
import { writeNames } from './write-names.js';

const { HEAD, HEAD_BYTES, MAGIC, VERSION } = neighbourFormat;

/** Strings head, rows and names into the bytes that `createRecommender` opens. */
export const writeArtifact = (
  rows: RowsToWrite,
  itemIds: readonly string[],
  { names }: { readonly names: 'ids' | 'hashes' },
): Uint8Array => {
  const { writer, strongest } = writeRows(rows);
  const rowBytes = writer.bytes();
  const nameBytes = writeNames(
    Array.from(rows.order, (item) => itemIds[item] ?? ''),
    names,
  ).bytes();
  const namesAt = HEAD_BYTES + rowBytes.length;
  const bytes = new Uint8Array(namesAt + nameBytes.length);
  bytes.set(rowBytes, HEAD_BYTES);
  bytes.set(nameBytes, namesAt);
  const view = new DataView(bytes.buffer);
  const word = (place: number, value: number): void => view.setUint32(place * 4, value, true);
  word(HEAD.magic, MAGIC);
  word(HEAD.version, VERSION);
  word(HEAD.bytes, bytes.length);
  word(HEAD.items, rows.order.length);
  word(HEAD.namesAt, namesAt);
  word(HEAD.popular, rows.popular.length);
  view.setFloat32(HEAD.strongest * 4, strongest, true);
  view.setFloat32(HEAD.ratio * 4, RATIO, true);
  word(HEAD.checksum, checksumOf(bytes));
  return bytes;
};
