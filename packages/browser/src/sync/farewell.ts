import { type DBSchema, type IDBPObjectStore, openDB } from 'idb';
import { post } from './post.js';

/** What became of the message: `failed` when the server will never take it. */
export type Erasure = 'acked' | 'pending' | 'failed';

export interface FarewellOptions {
  readonly site: string;
  /** The ingest address; `withdraw` lies beside it. */
  readonly ingest: string;
}

/** Kept for so long where there is no network. */
const KEPT_MS = 30 * 86_400_000;

/** Another message than that to `withdraw`, such as to delete a cookie. */
export interface Elsewhere {
  readonly to?: string;
  readonly init?: RequestInit;
}

/** What is still to be said: ids, and since when. */
export interface Token extends Elsewhere {
  readonly ids: readonly string[];
  readonly atMs: number;
}

const nameOf = (site: string): string => `aisle-${site}-withdrawn`;

interface Schema extends DBSchema {
  readonly tokens: { readonly key: number; readonly value: Token };
}

const openTokens = (site: string) =>
  openDB<Schema>(nameOf(site), 1, {
    upgrade: (db) => void db.createObjectStore('tokens', { autoIncrement: true }),
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });

type Tokens = IDBPObjectStore<Schema, ['tokens'], 'tokens', 'readwrite'>;

/** In a database of its own: what is erased is deleted whole. A transaction ends with each wait, so that each time a new one begins. */
const withTokens = async <Result>(site: string, work: (tokens: () => Tokens) => Promise<Result>): Promise<Result> => {
  const db = await openTokens(site);
  try {
    return await work(() => db.transaction('tokens', 'readwrite').store);
  } finally {
    db.close();
  }
};

/** Reads what is still to be said; opens nothing that is not there. */
export const tokensOf = async (site: string): Promise<readonly Token[]> => {
  try {
    const databases = await indexedDB.databases();
    const isThere = databases.some(({ name }) => name === nameOf(site));
    return isThere ? await withTokens(site, (tokens) => tokens().getAll()) : [];
  } catch {
    // Where nobody can look there is nothing.
    return [];
  }
};

const say = async ({ ids, to = 'withdraw', init }: Token, { site, ingest }: FarewellOptions): Promise<Erasure> => {
  try {
    const { ok, status } = await post(
      new URL(to, new URL(ingest, location.href)),
      JSON.stringify({ v: 1, site, ids }),
      init,
    );
    if (ok) return 'acked';
    return status < 500 && ![408, 425, 429].includes(status) ? 'failed' : 'pending';
  } catch {
    return 'pending';
  }
};

/** Says again what could not be said before; answers whether that is all. */
const sayAgain = async (options: FarewellOptions): Promise<Erasure> => {
  const { site } = options;
  if (!(await tokensOf(site))[0]) return 'acked';
  const left = await withTokens(site, async (tokens) => {
    for (const key of await tokens().getAllKeys()) {
      const token = await tokens().get(key);
      const isOld = !token || token.atMs < Date.now() - KEPT_MS;
      if (isOld || (await say(token, options)) !== 'pending') await tokens().delete(key);
    }
    return tokens().count();
  });
  if (left > 0) return 'pending';
  indexedDB.deleteDatabase(nameOf(site));
  return 'acked';
};

/**
 * Tells the server that a device's data is to be erased. The message holds nothing but the ids that its events carried; without
 * a network it waits in a database of its own. Without an id nothing is said.
 */
export const sayFarewell = async (
  ids: readonly string[],
  options: FarewellOptions,
  elsewhere?: Elsewhere,
): Promise<Erasure> => {
  const token: Token = { ids, atMs: Date.now(), ...elsewhere };
  const status = ids.length > 0 ? await say(token, options) : 'acked';
  if (status !== 'pending') return status === 'failed' ? status : sayAgain(options);
  await withTokens(options.site, (tokens) => tokens().add(token)).catch(() => undefined);
  return status;
};
