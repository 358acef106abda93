import { readHead } from './artifact-head.js';
import { openNames } from './item-names.js';
import { openRows } from './neighbour-rows.js';

/** An item that may interest, and why. */
export interface Suggestion {
  readonly itemId: string;
  /** The item of the session that led to it. Missing where it is only popular. */
  readonly because?: string;
}

/** What is asked of a recommender. */
export interface RecommendWish {
  /** At most so many; 8 when not said. */
  readonly limit?: number;
  /** Leaves out what the session has seen, as a slot "also viewed" does. */
  readonly excludeSeen?: boolean;
}

/** Answers what a session may want next. Nothing here throws, whatever the ids are. */
export interface SessionRecommender {
  /** Gives ids, each once, the best first: neighbours of what was clicked last, then what is popular. */
  readonly recommend: (sessionItemIds: readonly string[], wish?: RecommendWish) => readonly string[];
  /** The same, with the reasons. */
  readonly suggest: (sessionItemIds: readonly string[], wish?: RecommendWish) => readonly Suggestion[];
}

/** How a recommender is made. */
export interface RecommenderOptions {
  /** The ids of the catalogue; needed when the artifact holds only their hashes. */
  readonly itemIds?: Iterable<string>;
}

/** Older clicks hardly change an answer. */
const MOST_CLICKS = 15;
/** A click counts e times less than one so many clicks later. */
const CLICKS_TO_FADE = 2;
/** What was clicked is often clicked again: as much as by a neighbour of this weight. */
const SEEN_WEIGHT = 0.5;
const DEFAULT_LIMIT = 8;

/** What is only popular, no click led to. */
const NO_CLICK = -1;

interface Candidate {
  readonly item: number;
  /** The click that led to it. */
  readonly because: number;
  score: number;
}

const byScore = (a: Candidate, b: Candidate): number => b.score - a.score || a.item - b.item;

/**
 * Opens the artifact that `trainNeighbours` of `@aisle/trainer` made.
 *
 * @throws {ArtifactError} when the bytes are damaged, cut, or of another version.
 */
export const createRecommender = (bytes: Uint8Array, { itemIds }: RecommenderOptions = {}): SessionRecommender => {
  const head = readHead(bytes);
  const rows = openRows(bytes, head);
  const { itemOf, idOf } = openNames(bytes, head, itemIds);

  /** Adds up what the clicks lead to; the newest one that does is the reason. */
  const candidatesOf = (clicks: readonly number[]): Map<number, Candidate> => {
    const candidates = new Map<number, Candidate>();
    const add = (item: number, because: number, score: number): void => {
      const known = candidates.get(item);
      if (known) known.score += score;
      else candidates.set(item, { item, because, score });
    };
    clicks.forEach((click, ago) => {
      const share = Math.exp(-ago / CLICKS_TO_FADE);
      for (const { item, weight } of rows.neighboursOf(click)) add(item, click, weight * share);
      add(click, click, SEEN_WEIGHT * share);
    });
    return candidates;
  };

  /** The newest clicks first. An item that training did not know leads nowhere, and is no click. */
  const clicksOf = (sessionItemIds: readonly unknown[]): readonly number[] => {
    const clicks: number[] = [];
    for (let at = sessionItemIds.length - 1; at >= 0 && clicks.length < MOST_CLICKS; at -= 1) {
      const id = sessionItemIds[at];
      const item = typeof id === 'string' ? itemOf(id) : undefined;
      if (item !== undefined) clicks.push(item);
    }
    return clicks;
  };

  const popular = Array.from(rows.popular, (item): Candidate => ({ item, because: NO_CLICK, score: 0 }));

  /** Tells the best, each once, and gives what was told. */
  const choose = <T>(
    asked: readonly string[],
    { limit = DEFAULT_LIMIT, excludeSeen }: RecommendWish,
    tell: (itemId: string, because: number) => T,
  ): readonly T[] => {
    const sessionItemIds = Array.isArray(asked) ? asked : [];
    const seen = new Set<string>(excludeSeen ? sessionItemIds : []);
    const candidates = candidatesOf(clicksOf(sessionItemIds));
    const told: T[] = [];
    const tellAll = (ranked: readonly Candidate[]): void => {
      for (const { item, because } of ranked) {
        if (!(told.length < limit)) return;
        const itemId = because === NO_CLICK && candidates.has(item) ? undefined : idOf(item);
        if (itemId !== undefined && !seen.has(itemId)) told.push(tell(itemId, because));
      }
    };
    tellAll([...candidates.values()].sort(byScore));
    tellAll(popular);
    return told;
  };
  return {
    recommend: (asked, wish = {}) => choose(asked, wish, (itemId) => itemId),
    suggest: (asked, wish = {}) =>
      choose(asked, wish, (itemId, click) => {
        const because = idOf(click);
        return because === undefined ? { itemId } : { itemId, because };
      }),
  };
};
