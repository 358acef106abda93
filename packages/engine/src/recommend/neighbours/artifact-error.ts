/** Says why the bytes of a model are refused. Who loads them keeps the last good ones, or goes on without. */
export class ArtifactError extends Error {
  override readonly name = 'ArtifactError';
}

/** @throws {ArtifactError} always. */
export const refuseArtifact = (why: string): never => {
  throw new ArtifactError(`The neighbours cannot be read: ${why}.`);
};
