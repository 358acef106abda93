import type { Answers } from './answers.js';

/** The SHA-256 of what each source showed with its answer: the proof of a proof, without its content. */
export const sha256Of = async (
  said: Readonly<Record<string, Answers | null>>,
): Promise<Readonly<Record<string, string>>> => {
  const hashes = Object.entries(said).flatMap(([source, answers]) => {
    const text = answers?.proof?.text;
    return typeof text === 'string'
      ? [crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)).then((hash) => [source, hash])]
      : [];
  });
  const hex = (hash: ArrayBuffer): string =>
    [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return Object.fromEntries((await Promise.all(hashes)).map(([source, hash]) => [source, hex(hash as ArrayBuffer)]));
};
