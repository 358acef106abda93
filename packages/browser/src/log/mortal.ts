import type { Purpose } from '@aisle/schema';
import { narrowed } from './append.js';
import type { Flush } from './head.js';

/** What a store has taken that dies with the page, and no server has yet. */
export interface Mortal {
  flushes(): readonly Flush[];
  add(flush: Flush): void;
  /** A server has these. */
  settled(ids: ReadonlySet<string>): void;
  narrow(isAllowed: (purpose: Purpose) => boolean): void;
}

const MAX_FLUSHES = 200;

export const createMortal = (): Mortal => {
  let kept: readonly Flush[] = [];
  return {
    flushes: () => kept,
    add(flush) {
      // What is not sent needs no keeping elsewhere: there is no disk, and the next page begins anew.
      if (flush.drafts.some(({ granted }) => granted.includes('measurement')))
        kept = [...kept, flush].slice(-MAX_FLUSHES);
    },
    settled(ids) {
      kept = kept
        .map((flush) => ({ ...flush, drafts: flush.drafts.filter(({ id }) => !ids.has(id)) }))
        .filter(({ drafts }) => drafts.length > 0);
    },
    narrow(isAllowed) {
      kept = kept.flatMap((flush) => narrowed(flush, isAllowed));
    },
  };
};
