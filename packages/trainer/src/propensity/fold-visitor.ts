import { emptyProfile, type Profile, reduceProfile } from '@aisle/engine';
import type { EventBook } from './event-book.js';

/** One step of a visitor: what was known before and after an event. */
export interface Step {
  readonly row: number;
  readonly before: Profile;
  readonly after: Profile;
}

/**
 * Replays one visitor through the engine's own fold, event by event.
 *
 * Interests are let go of at once: no feature reads them, and to carry them along is a third of the work.
 */
export function* foldVisitor(book: EventBook, rows: Uint32Array, withItems: boolean): Generator<Step> {
  let before = emptyProfile;
  for (const row of rows) {
    const after = { ...reduceProfile(before, book.event(row, withItems)), affinity: emptyProfile.affinity };
    yield { row, before, after };
    before = after;
  }
}
