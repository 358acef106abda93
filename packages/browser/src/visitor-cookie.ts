import type { Purpose } from '@aisle/schema';
import type { Diagnose } from './error.js';
import type { EventLog } from './log/event-log.js';
import type { Head } from './log/head.js';
import type { sayFarewell } from './sync/farewell.js';
import type { post } from './sync/post.js';

// The one part whose requests carry a cookie: loaded for a shop that asks for it.

/** What is to be known of a site. */
export interface VisitorOptions {
  readonly site: string;
  readonly ingest?: string | undefined;
  /** Where the shop's own server keeps the id in a cookie. */
  readonly visitor?: string | undefined;
  readonly newId: () => string;
  readonly retentionMs: number;
  readonly isGranted: (purpose: Purpose) => boolean;
  readonly diagnose: Diagnose;
  /** What sends, from the code that is there already. */
  readonly post: typeof post;
  readonly sayFarewell: typeof sayFarewell;
}

/** What a server said: nothing of it is sure. */
interface Answer {
  readonly id?: string;
  readonly ageMs?: number;
}

/** No event waits longer for an id. */
const TIMEOUT_MS = 1_000;

/**
 * Gives a store the visitor's id that the shop's server kept in a cookie, where it has none itself, before the first event that a
 * server may see with it; tells the server of another id, and of the same one once a session; has the cookie deleted with what it
 * was for.
 */
export const withVisitor = (
  log: EventLog,
  { site, ingest, visitor = '', newId, retentionMs, isGranted, diagnose, post, sayFarewell }: VisitorOptions,
): EventLog => {
  const { href, origin } = new URL(visitor, location.href);
  if (!ingest || origin !== location.origin) {
    diagnose('config/invalid', 'visitor: use an address of this origin');
    return log;
  }
  const credentials = 'same-origin';
  const name = `aisle-${site}-`;
  const isAllowed = (): boolean => isGranted('personalization') && isGranted('measurement');
  const { personalization, measurement } = log.known?.after ?? {};
  /** There may be a cookie. */
  let isSet = personalization === 'granted' && measurement === 'granted';
  /** The id in it, as far as this page knows. */
  let told: unknown;
  let stopping = new AbortController();

  /** Null: there was no answer. */
  const say = async (method: string, id: string, sinceMs: number): Promise<Answer | null> => {
    try {
      const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(TIMEOUT_MS)]);
      // One after the other, in all tabs: what is asked for must not be what is being deleted.
      return await navigator.locks.request(name, { signal }, async () => {
        // Where something is still to be deleted nothing of it may come back.
        const isOwed = (await indexedDB.databases()).some((db) => db.name === `${name}withdrawn`);
        const body = JSON.stringify({ v: 1, site, id, ageMs: Date.now() - sinceMs });
        return (await post(href, body, { method: isOwed ? 'PUT' : method, credentials, signal })).json();
      });
    } catch {
      // A browser without locks, too: nobody is asked there.
      return null;
    }
  };
  /** The server's word, or else our own. */
  const ask = async (): Promise<Partial<Head>> => {
    const own = { visitorId: newId(), visitorSinceMs: Date.now() };
    const { id = '', ageMs = 0 } = (await say('POST', own.visitorId, own.visitorSinceMs)) ?? {};
    // Only a text is one, and it grew older without us: it still ends when it has to.
    if (!/^[\w-]{8,64}$/.test(id) || id !== `${id}`) return own;
    told = id;
    return ageMs >= 0 && ageMs < retentionMs ? { visitorId: id, visitorSinceMs: Date.now() - ageMs } : own;
  };

  return {
    ...log,
    async append(place, how) {
      let isMissing: unknown;
      let before: string | undefined;
      const write = (given?: Partial<Head>) =>
        log.append((at, left) => {
          const added = place(at.visitorId ? at : { ...at, ...given }, left);
          before = at.sessions.at(-1);
          isMissing = !given && !at.visitorId && isAllowed() && added.outbox.some(({ visitorId }) => visitorId);
          return isMissing ? { ...added, head: at, log: [], outbox: [] } : added;
        }, how);
      const begun = stopping;
      isSet ||= isAllowed();
      let added = await write();
      if (isMissing) {
        const given = await ask();
        // Withdrawn meanwhile: nothing is written any more.
        if (begun !== stopping) return added;
        added = await write(given);
      }
      const { visitorId, visitorSinceMs, sessions } = added.head;
      if (visitorId && visitorId !== told && isAllowed() && (told || before !== sessions.at(-1))) {
        told = visitorId;
        void say('PUT', visitorId, visitorSinceMs ?? 0);
      }
      return added;
    },
    forget(stores, isKept) {
      if (stores.length > 0) {
        stopping.abort();
        stopping = new AbortController();
        // At once, and not in turn: the page may be left now.
        if (isSet) {
          const init = { method: 'DELETE', credentials } as const;
          const gone = sayFarewell([''], { site, ingest }, { to: href, init }).catch(() => null);
          void navigator.locks?.request(name, () => gone).catch(() => null);
        }
        isSet = false;
        told = null;
      }
      return log.forget(stores, isKept);
    },
  };
};
