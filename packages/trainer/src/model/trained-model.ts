import { createHash } from 'node:crypto';
import type { ModelManifest } from '@aisle/schema';

/** A model as it is shipped, and all that is known of it. */
export interface TrainedModel<Manifest extends ModelManifest = ModelManifest> {
  readonly bytes: Uint8Array;
  /** Of one that is spread over several files; `bytes` is what the page reads first then. */
  readonly shards?: readonly Uint8Array[];
  readonly manifest: Manifest;
}

/** Digits of a hash that name a version and a file: enough, as nobody has a reason to forge his own models. */
export const VERSION_DIGITS = 16;

/** What a manifest says of the very bytes. */
export const stampOf = (bytes: Uint8Array): Pick<ModelManifest, 'v' | 'version' | 'hash' | 'bytes'> => {
  const hash = createHash('sha256').update(bytes).digest('hex');
  return { v: 1, version: hash.slice(0, VERSION_DIGITS), hash, bytes: bytes.length };
};
