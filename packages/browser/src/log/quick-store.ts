import type { Pick, PublishedPlaybook } from '@aisle/engine';
import { nanoid } from 'nanoid';
import type { Flush, Head } from './head.js';

/** What the first decision of a page needs before IndexedDB can answer. */
export interface Snapshot extends Prepared {
  readonly v: 3;
  /** Without an id; without personalization it is only the proof of consent. */
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
  /** 0: none, though nothing was erased. */
  keepSnapshot(snapshot: Snapshot | 0): void;
  /** Keeps what is not on disk for sure, instead of what it kept before. True: it did. */
  spill(flushes: readonly Flush[]): boolean;
  clear(): void;
  /** Says whether a snapshot that was there is not there any more: another tab erased it. */
  isGone(): boolean;
}

/** A burst of a thousand large events; localStorage blocks while it is written, and the shop needs some of its 5 MB. */
const MAX_CHARS = 1_500_000;

const attempt = <Result>(work: () => Result): Result | null => {
  try {
    return work();
  } catch {
    return null;
  }
};
const read = (name: string): unknown => JSON.parse(localStorage.getItem(name) ?? 'null');
const remove = (name: string): void => localStorage.removeItem(name);
const spillsOf = (site: string): readonly string[] =>
  Object.keys(localStorage).filter((name) => name.startsWith(`aisle-${site}/`));

/** Every failure means "nothing there", never an error: the database is the truth. */
export const createQuickStore = (site: string): QuickStore => {
  const key = `aisle-${site}`;
  let wasThere = false;
  /** Where it spilled last. */
  let mine = '';
  /** Answers whether it is kept. */
  const write = (name: string, value: unknown): boolean | null =>
    attempt(() => {
      const text = JSON.stringify(value);
      const isShort = text.length <= MAX_CHARS;
      if (isShort) localStorage.setItem(name, text);
      return isShort;
    });
  const snapshot = (): Snapshot | null =>
    attempt(() => {
      const found = read(key) as Snapshot | null;
      wasThere = found !== null;
      return found?.v === 3 && found.head.segments && found.head.profile.v === 1 ? found : null;
    });
  return {
    snapshot,
    keepSnapshot(next) {
      wasThere = Boolean(write(key, next));
    },
    spill(flushes) {
      // Never one name twice: other processes see it late, and would let go of a newer one for an older.
      const name = `${key}/${nanoid()}`;
      if (flushes[0] && !write(name, flushes)) return false;
      attempt(() => remove(mine));
      mine = name;
      return true;
    },
    clear() {
      wasThere = false;
      attempt(() => [key, ...spillsOf(site)].forEach(remove));
    },
    isGone: () => wasThere && attempt(() => localStorage.getItem(key)) === null,
  };
};

/** What dying pages of this site left, by where it lies. */
export const spilledIn = (site: string): readonly (readonly [name: string, flushes: readonly Flush[]])[] =>
  (attempt(() => spillsOf(site)) ?? []).map((name) => {
    const found = [attempt(() => read(name) as readonly Flush[])].flat();
    return [name, found.filter((flush): flush is Flush => Array.isArray(flush?.drafts))];
  });

/** Says whether something lies there. */
export const isThere = (name: string): boolean => attempt(() => localStorage.getItem(name)) !== null;

/** Lets go of what lies there: it is on disk. */
export const letGoOf = (names: readonly string[]): void => void attempt(() => names.forEach(remove));
