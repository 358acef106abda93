import type { Flush } from './head.js';
import { isThere, letGoOf, spilledIn } from './quick-store.js';

/** What earlier pages left: each lies where it was left until it is written. */
export interface Recovery {
  /** To be written, the oldest first. */
  readonly flushes: readonly Flush[];
  /** Nothing but what they left keeps it safe. */
  isLeft(flush: string): boolean;
  /** Another page has written it meanwhile, or erased it. */
  isTaken(flush: string): boolean;
  /** It is written: what was left of it goes, if `spill` has it: a store that dies with the page has it no safer. */
  written(flush: string, spill: () => boolean | null): void;
  /** All is this page's alone from here on. */
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
  const found = spilledIn(site);
  const all = [...found.flatMap(([, left]) => left), ...waiting];
  const flushes = [...new Map(all.map((flush) => [flush.id, flush])).values()].flatMap(narrowed);
  /** Where each lies that is not yet written: in two places, where its page was about to move it when this one looked. */
  const places = new Map(
    flushes.flatMap(({ id }) => {
      const names = found.filter(([, left]) => left.some((flush) => flush.id === id)).map(([name]) => name);
      return names[0] ? [[id, names] as const] : [];
    }),
  );
  /** This page's own: it moves them as it likes. */
  const own = new Set(waiting.map(({ id }) => id));
  const leftAt = (flush: string): readonly string[] => (own.has(flush) ? [] : (places.get(flush) ?? []));
  /** A page that does not live long enough for all of it has done its part. */
  const letGo = (names: readonly string[]): void => {
    const needed = new Set([...places.values()].flat());
    letGoOf(names.filter((name) => !needed.has(name)));
  };
  letGo(found.map(([name]) => name));
  return {
    flushes,
    isLeft: (flush) => leftAt(flush).length > 0,
    isTaken: (flush) => leftAt(flush).length > 0 && !leftAt(flush).some(isThere),
    written(flush, spill) {
      const names = places.get(flush);
      if (!names) return;
      places.delete(flush);
      if (spill()) letGo(names);
    },
    end(spill) {
      const names = [...places.values()].flat();
      places.clear();
      spill();
      letGo(names);
    },
  };
};
