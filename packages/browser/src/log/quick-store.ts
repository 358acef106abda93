import type { Pick, PublishedPlaybook } from '@aisle/engine';
import type { Flush, Head } from './head.js';

/** What the first decision of a page needs before IndexedDB can answer. */
export interface Snapshot extends Prepared {
  readonly v: 2;
  /** Without a visitor id. */
  readonly head: Head;
}

/** What a page can work out beforehand for the one after it. */
export interface Prepared {
  /** Arms by experiment, as the visitor id gave them. */
  readonly assigned?: Readonly<Record<string, string | null | undefined>> | undefined;
  /** By recommender: shown until its code is there. */
  readonly picks?: Readonly<Record<string, readonly Pick[]>> | undefined;
  /** Only when it was loaded from an address; an inline one is in the page anyway. */
  readonly playbook?: PublishedPlaybook | undefined;
}

/** The synchronous store beside the database: a copy for a quick start, and what a dying page could not write. */
export interface QuickStore {
  /** Null when there is none, or the browser refuses. */
  snapshot(): Snapshot | null;
  keepSnapshot(snapshot: Snapshot): void;
  /** Keeps what is not on disk for sure; an empty list clears it. */
  spill(flushes: readonly Flush[]): void;
  /** Takes what dying pages of this site left, their own tab's or another's. */
  takeSpilled(): readonly Flush[];
  clear(): void;
}

/** localStorage blocks while it is written, and the shop needs some of its 5 MB. */
const MAX_CHARS = 500_000;

/** Every failure means "nothing there", never an error: the database is the truth. */
export const createQuickStore = (site: string, tab: string): QuickStore => {
  const key = `aisle-${site}`;
  const spillKey = `${key}/${tab}`;
  const attempt = <Result>(work: () => Result): Result | null => {
    try {
      return work();
    } catch {
      return null;
    }
  };
  const read = (name: string): unknown => JSON.parse(localStorage.getItem(name) ?? 'null');
  const remove = (name: string): void => localStorage.removeItem(name);
  const write = (name: string, value: unknown): void =>
    void attempt(() => {
      const text = JSON.stringify(value);
      if (text.length <= MAX_CHARS) localStorage.setItem(name, text);
    });
  const spilled = (): readonly string[] => Object.keys(localStorage).filter((name) => name.startsWith(`${key}/`));

  return {
    snapshot: () =>
      attempt(() => {
        const snapshot = read(key) as Snapshot | null;
        return snapshot?.v === 2 && snapshot.head.segments && snapshot.head.profile.v === 1 ? snapshot : null;
      }),
    keepSnapshot: (snapshot) => write(key, snapshot),
    spill: (flushes) => (flushes.length > 0 ? write(spillKey, flushes) : void attempt(() => remove(spillKey))),
    takeSpilled: () =>
      attempt(() =>
        spilled().flatMap(
          (name) =>
            attempt(() => {
              const flushes = read(name) as readonly Flush[];
              remove(name);
              return flushes.filter((flush) => Array.isArray(flush?.drafts));
            }) ?? [],
        ),
      ) ?? [],
    clear: () => void attempt(() => [key, ...spilled()].forEach(remove)),
  };
};
