import type { SessionEvent } from '../neighbours/session-corpus.js';
import type { ItemSessions } from './ranker.js';

/** Held out sessions as rankers read them. */
export interface NumberedSessions {
  /** By number. */
  readonly itemIds: readonly string[];
  readonly training: ItemSessions;
  /** Without items that training never saw: nobody can foretell them. */
  readonly tests: ItemSessions;
}

type Sessions = Iterable<readonly SessionEvent[]>;

/** Numbers the items of the training part. */
export const numberSessions = (parts: { readonly training: Sessions; readonly tests: Sessions }): NumberedSessions => {
  const numbers = new Map<string, number>();
  const training = Array.from(parts.training, (session) =>
    session.map(({ itemId }) => {
      const number = numbers.get(itemId) ?? numbers.size;
      numbers.set(itemId, number);
      return number;
    }),
  );
  const tests = Array.from(parts.tests, (session) => session.flatMap(({ itemId }) => numbers.get(itemId) ?? []));
  return { itemIds: [...numbers.keys()], training, tests };
};
