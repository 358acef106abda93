/**
 * Turns a version into a text that sorts as versions do: 1.9 before 1.10, a pre-release before its release.
 *
 * A leading `v` and the build part are ignored. What is not a version sorts as 0.
 */
export const versionKey = (version: unknown): string => {
  const text = typeof version === 'number' ? String(version) : version;
  const parts = (typeof text === 'string' && text !== '' ? text : '0').replace(/^v|\+.*$/g, '').split(/[-.]/);
  // Three parts are a release; `~` sorts behind every pre-release.
  if (parts.length === 3) parts.push('~');
  // Numbers are padded to one length, so that they sort as numbers.
  return parts.map((part) => (/^\d+$/.test(part) ? part.padStart(5) : part)).join('-');
};
