import type { Purpose } from '@aisle/schema';
import { narrowed } from './append.js';
import type { Flush } from './head.js';
import { fitting } from './spill.js';

/** What a store has taken that dies with the page, and no server has yet. */
export interface Mortal {
  flushes(): readonly Flush[];
  add(flush: Flush | undefined): void;
  /** A server has these. */
  settled(ids: ReadonlySet<string>): void;
  narrow(isAllowed: (purpose: Purpose) => boolean): void;
}

/** Each is a write of its own for the next page. */
const MAX_FLUSHES = 100;

export const createMortal = (newId: () => string): Mortal => {
  let kept: readonly Flush[] = [];
  /** What rests on the same consent becomes one, by a new id: the next page may know the old ones. */
  const join = (): void => {
    const joined: Flush[] = [];
    for (const flush of kept) {
      const last = joined.at(-1);
      // The newest knows best whether an erasure came in between.
      if (last && last.record?.id === flush.record?.id)
        joined.splice(-1, 1, { ...last, ...flush, id: newId(), drafts: [...last.drafts, ...flush.drafts] });
      else joined.push(flush);
    }
    // No more than can be spilled.
    kept = fitting(joined);
  };
  return {
    flushes: () => kept,
    add(flush) {
      // What is not sent needs no keeping elsewhere: there is no disk, and the next page begins anew.
      if (flush?.drafts.some(({ granted }) => granted.includes('measurement'))) kept = [...kept, flush];
      if (kept.length > MAX_FLUSHES) join();
    },
    settled(ids) {
      kept = kept
        // What was lost is told with each batch.
        .map((flush) => ({ ...flush, lost: 0, drafts: flush.drafts.filter(({ id }) => !ids.has(id)) }))
        .filter(({ drafts }) => drafts[0]);
    },
    narrow(isAllowed) {
      kept = kept.flatMap((flush) => narrowed(flush, isAllowed));
    },
  };
};
