import type { NeighboursManifest } from '@aisle/schema';
import { measureRanker } from '../evaluate/measure-ranker.js';
import type { Ranker } from '../evaluate/ranker.js';
import type { SessionEvent } from '../neighbours/session-corpus.js';

type Sessions = Iterable<readonly SessionEvent[]>;

/** Sessions that a model is judged by, and how it is made of the others. */
export interface TailToMeasure {
  readonly sessions: Sessions;
  /** How many there are. */
  readonly count: number;
  /** Learns from the first of the sessions; items are numbered as in `itemIds`. */
  readonly learn: (first: Sessions, itemIds: readonly string[]) => Ranker;
  /** Items that can be foretold though no session had them. */
  readonly alsoKnown?: Iterable<string>;
}

/** The last of the sessions, by which a model is judged before it learns from them, too. */
const HELD_OUT = 0.05;
const K = 20;

/** Some of the sessions, one after the other, so that they need not all be in memory. */
const slice = (sessions: Sessions, from: number, to: number): Sessions => ({
  *[Symbol.iterator]() {
    let at = 0;
    for (const session of sessions) {
      if (at >= to) return;
      if (at >= from) yield session;
      at += 1;
    }
  },
});

/** Numbers items, and counts how often each was clicked. */
const countClicks = (sessions: Sessions, alsoKnown: Iterable<string>) => {
  const numbers = new Map<string, number>();
  const clicks = new Map<number, number>();
  const numberOf = (id: string): number => {
    const number = numbers.get(id) ?? numbers.size;
    numbers.set(id, number);
    return number;
  };
  for (const session of sessions)
    for (const { itemId } of session) {
      const number = numberOf(itemId);
      clicks.set(number, (clicks.get(number) ?? 0) + 1);
    }
  for (const id of alsoKnown) clicks.set(numberOf(id), clicks.get(numberOf(id)) ?? 0);
  return { numbers, clicks };
};

const finite = (value: number): number => (Number.isFinite(value) ? value : 0);

/** Foretells every next click of the last sessions by a model of the others; null when there are too few. */
export const measureTail = ({
  sessions,
  count,
  learn,
  alsoKnown = [],
}: TailToMeasure): NeighboursManifest['metrics'] => {
  const cut = Math.floor(count * (1 - HELD_OUT));
  const first = slice(sessions, 0, cut);
  const { numbers, clicks } = countClicks(first, alsoKnown);
  // Without items that nobody can know.
  const tests = Array.from(slice(sessions, cut, count), (session) =>
    session.flatMap(({ itemId }) => numbers.get(itemId) ?? []),
  );
  if (!tests.some(({ length }) => length > 1)) return null;
  const ranker = learn(first, [...numbers.keys()]);
  const { name: _name, popularityBias, ...metrics } = measureRanker(ranker, { training: clicks, tests, k: K });
  return { k: K, sessions: tests.length, ...metrics, popularityBias: finite(popularityBias) };
};
