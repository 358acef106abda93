import { refuseArtifact as refuse } from './artifact-error.js';
import { checksumOf } from './checksum.js';
import { HEAD, HEAD_BYTES, MAGIC, VERSION } from './neighbour-format.js';

/** What the head of an artifact says. */
export interface ArtifactHead {
  readonly items: number;
  /** How many of the most popular items are listed. */
  readonly popular: number;
  /** The byte at which the names begin. */
  readonly namesAt: number;
  /** The weight of level 0; each level below is `ratio` of it. */
  readonly strongest: number;
  readonly ratio: number;
}

const wordsOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

/** @throws {ArtifactError} when bytes that have a head are damaged. It goes over all of them. */
export const refuseDamage = (bytes: Uint8Array): void => {
  if (wordsOf(bytes).getUint32(HEAD.checksum * 4, true) !== checksumOf(bytes))
    refuse('they are damaged, the checksum differs');
};

/** @throws {ArtifactError} unless the bytes are whole and of this release's version. */
export const readHead = (bytes: Uint8Array): ArtifactHead => {
  if (!(bytes instanceof Uint8Array)) return refuse('they are no Uint8Array');
  if (bytes.length < HEAD_BYTES) return refuse(`${bytes.length} bytes are no artifact`);
  const view = wordsOf(bytes);
  const word = (place: number): number => view.getUint32(place * 4, true);
  if (word(HEAD.magic) !== MAGIC) refuse('they do not begin like neighbours');
  if (word(HEAD.version) !== VERSION) refuse(`version ${word(HEAD.version)} is not ${VERSION}`);
  if (word(HEAD.bytes) !== bytes.length) refuse(`${bytes.length} bytes came of ${word(HEAD.bytes)}`);
  const [items, popular, namesAt] = [word(HEAD.items), word(HEAD.popular), word(HEAD.namesAt)];
  // A row takes two bits at least. What says more would only have much memory taken.
  if (namesAt > bytes.length || items > namesAt * 4 || popular > items) refuse('they contradict themselves');
  return {
    ...{ items, popular, namesAt },
    strongest: view.getFloat32(HEAD.strongest * 4, true),
    ratio: view.getFloat32(HEAD.ratio * 4, true),
  };
};
