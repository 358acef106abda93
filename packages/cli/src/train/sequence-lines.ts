import type { SessionEvent } from '@aisle/trainer';
import type { LineReader } from './session-input.js';

/** How each line of such a file begins. */
export const SEQUENCE_HEAD = /^[TE]\t/;

/** Reads sequences of views: `T`, a tab and ids for a session to learn from, `E` for one to foretell; oldest first. */
export const createSequenceLines = (): LineReader => {
  const sessions: SessionEvent[][] = [];
  const tests: SessionEvent[][] = [];
  return {
    add(line) {
      if (!SEQUENCE_HEAD.test(line)) return 'expected T or E, a tab and ids separated by spaces';
      const events = line.slice(2).split(' ').filter(Boolean);
      (line.startsWith('T') ? sessions : tests).push(events.map((itemId) => ({ itemId, type: 'view_item' })));
      return null;
    },
    done: () => ({ sessions, tests, categories: new Map(), events: 0, leftOut: {} }),
  };
};
