import type { Flush } from './head.js';
import { letGoOf, spilledIn } from './quick-store.js';

/** What earlier pages left: it lies where they left it until it is written. */
export interface Recovery {
  /** To be written, the oldest first. */
  readonly flushes: readonly Flush[];
  /** Nothing but what they left keeps it safe. */
  isLeft(flush: string): boolean;
  /** It is written; true: that was all of it, and it may go. */
  written(flush: string): boolean;
  /** It is this page's alone from here on. Spilled first: a store that dies with the page has it no safer. */
  end(spill: () => unknown): void;
}

/**
 * Finds what earlier pages, and this one before its code came, could not write; each flush once.
 *
 * @param narrowed - Consent counts again for it.
 */
export const recover = (
  site: string,
  waiting: readonly Flush[],
  narrowed: (flush: Flush) => readonly Flush[],
): Recovery => {
  const { names, flushes } = spilledIn(site);
  const found = [...new Map([...flushes, ...waiting].map((flush) => [flush.id, flush])).values()].flatMap(narrowed);
  const left = new Set(flushes.map(({ id }) => id).filter((id) => found.some((flush) => flush.id === id)));
  if (left.size === 0) letGoOf(names);
  return {
    flushes: found,
    isLeft: (flush) => left.has(flush),
    written: (flush) => left.delete(flush) && left.size === 0,
    end(spill) {
      left.clear();
      spill();
      letGoOf(names);
    },
  };
};
