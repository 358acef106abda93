import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { Playbook } from '@aisle/schema';
import { counted } from '../counted.js';
import type { Finding } from './finding.js';

/** How large a playbook is for a device, in bytes. */
export interface PublishedSize {
  readonly raw: number;
  /** Over the wire. */
  readonly brotli: number;
  /** How much of `raw` is the catalogue, 0–1. */
  readonly catalogueShare: number;
}

/** What a page should load at most beside its own images: half a second on a slow phone's line (1.6 Mbit/s). */
const MOST_BROTLI = 100_000;
/** Parsing that many takes a slow phone some 10 ms of its main thread. */
const MOST_RAW = 400_000;

/** Measures the published form. Brotli as strong as a server does it on the fly. */
export const publishedSizeOf = async (text: string, { catalogue }: Playbook): Promise<PublishedSize> => {
  const raw = Buffer.byteLength(text);
  const packed = await promisify(brotliCompress)(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
  const share = catalogue?.length ? Buffer.byteLength(JSON.stringify(catalogue)) / raw : 0;
  return { raw, brotli: packed.length, catalogueShare: share };
};

/** Warns of a playbook that is too large to load with every page. */
export const tooLarge = ({ raw, brotli, catalogueShare }: PublishedSize): readonly Finding[] => {
  if (raw <= MOST_RAW && brotli <= MOST_BROTLI) return [];
  const message = `published it is ${counted(raw)} bytes, ${counted(brotli)} over the wire; more than ${counted(MOST_RAW)} or ${counted(MOST_BROTLI)} is felt on a phone`;
  const fix =
    catalogueShare > 0.5
      ? `shorten the catalogue, which is ${Math.round(catalogueShare * 100)} % of it: fewer items, fewer fields`
      : 'shorten the lists in its conditions, or take out segments and candidates';
  return [{ field: '', message, fix }];
};
