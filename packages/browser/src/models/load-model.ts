import type { ModelReference } from '@aisle/schema';
import type { ModelHost } from './model-host.js';

const HASH = 'x-aisle-hash';

/** Long enough for a phone; what comes later comes from the browser's cache on the next page. */
const TIMEOUT_MS = 8_000;

/** Where models come from and go to. */
export interface ModelSource extends ModelHost {
  /** Their addresses are relative to it. */
  readonly base: string;
  /** Hears of an entry that it is the one that the playbook names. */
  readonly onHeld: (key: string, cache: Cache) => Promise<void>;
}

/** Gives the device's models; a page that is not secure has none. Rejects where the browser refuses. */
const openCache = async ({ options, personalization }: ModelHost): Promise<Cache | undefined> => {
  // It goes when the database of this name goes.
  const name = `aisle-${options.site}`;
  const cache = await self.caches?.open(name);
  // Said meanwhile: to open it was to make it anew.
  if (personalization() === 'denied') await caches.delete(name);
  return cache;
};

const base64Of = (hex: string): string =>
  btoa(String.fromCharCode(...Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16))));

/**
 * Loads a file of the shop's own: no credentials, no referrer, no identifier.
 *
 * @param hash - The browser itself compares it: SHA-256, in hexadecimal digits.
 */
export const fetchBytes = async (
  url: string,
  { base }: ModelSource,
  hash?: string,
): Promise<Uint8Array<ArrayBuffer>> => {
  const response = await fetch(new URL(url, base), {
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    signal: AbortSignal.timeout(TIMEOUT_MS),
    ...(hash && { integrity: `sha256-${base64Of(hash)}` }),
  });
  if (!response.ok) throw new Error(`status ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
};

export interface Opening<Model> {
  /** Tells apart models of one kind. */
  readonly place: number;
  /** What its kind looks like in this release. */
  readonly format: number;
  /** Makes a model of its bytes; throws, or rejects, where they are none. */
  readonly open: (bytes: Uint8Array) => Model | Promise<Model>;
}

/** From the shop; the device keeps what could be opened. */
const loadNew = async <Model>(
  { url, hash, format, shards }: ModelReference,
  { format: readable, open }: Opening<Model>,
  source: ModelSource,
): Promise<readonly [Model, Response]> => {
  if (format !== readable) throw new Error(`format ${format} is not ${readable}`);
  const bytes = await fetchBytes(shards ? `${url}/manifest.json` : url, source, hash);
  return [await open(bytes), new Response(bytes, { headers: { [HASH]: hash } })];
};

/** Keeps what could be opened, while the shopper is known here. */
const keep = (
  key: string,
  response: Response,
  { cache, source }: { readonly cache?: Cache | undefined; readonly source: ModelSource },
): void => {
  if (source.personalization() !== 'granted') return;
  cache
    ?.put(key, response)
    .then(() => source.onHeld(key, cache))
    .catch((cause: unknown) => source.diagnose('storage/write', `${key}: not kept`, cause));
};

/**
 * Loads a model and opens it: from the device when it is the one that the playbook names, else from the shop.
 *
 * What cannot be had or read is refused, and the last good one of its place goes on. Never rejects.
 */
export const loadModel = async <Model>(
  reference: ModelReference,
  opening: Opening<Model>,
  source: ModelSource,
): Promise<Model | undefined> => {
  const { kind, hash } = reference;
  const { place, open } = opening;
  const { diagnose, personalization } = source;
  const refuse = (cause: unknown): undefined =>
    void diagnose('model/stale', `${kind}: the last good one is used`, cause);
  try {
    const cache = await openCache(source).catch(() => undefined);
    // The name of an entry, no address that anybody asks for.
    const key = `/aisle-model/${kind}/${place}`;
    const kept = await cache?.match(key);
    // Who withdrew meanwhile needs none.
    if (personalization() !== 'granted') return undefined;
    if (kept?.headers.get(HASH) !== hash)
      try {
        const [model, response] = await loadNew(reference, opening, source);
        keep(key, response, { cache, source });
        return model;
      } catch (cause) {
        refuse(cause);
      }
    else if (cache) void source.onHeld(key, cache).catch(() => null);
    return kept && (await open(new Uint8Array(await kept.arrayBuffer())));
  } catch (cause) {
    return refuse(cause);
  }
};
