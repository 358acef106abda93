import { readHead, refuseDamage } from './artifact-head.js';
import { openNames } from './item-names.js';
import { type Neighbour, openRows } from './neighbour-rows.js';

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
  /** Says that the bytes were compared with their hash. It saves to sum them up: nearly all of the time until it is ready. */
  readonly isChecked?: boolean;
}

/** What is known of items: numbers of a whole artifact, or ids where it is spread over several. */
export interface ItemKnowledge<Item> {
  /** Undefined for an item that is not known. */
  readonly itemOf: (id: string) => Item | undefined;
  readonly idOf: (item: Item) => string | undefined;
  readonly neighboursOf: (item: Item) => readonly Neighbour<Item>[];
  /** The most popular first. */
  readonly popular: readonly Item[];
}

/** Older clicks hardly change an answer. */
export const MOST_CLICKS = 15;
/** A click counts e times less than one so many clicks later. */
const CLICKS_TO_FADE = 2;
/** What was clicked is often clicked again: as much as by a neighbour of this weight. */
const SEEN_WEIGHT = 0.5;
const DEFAULT_LIMIT = 8;

interface Candidate<Item> {
  readonly item: Item;
  /** The click that most of its score is from. */
  because: Item;
  most: number;
  score: number;
}

/** Recommends by what is known of items. */
export const recommenderOver = <Item>({
  itemOf,
  idOf,
  neighboursOf,
  popular,
}: ItemKnowledge<Item>): SessionRecommender => {
  /** Adds up what the clicks lead to. */
  const candidatesOf = (clicks: readonly Item[]): Map<Item, Candidate<Item>> => {
    const candidates = new Map<Item, Candidate<Item>>();
    const add = (item: Item, because: Item, score: number): void => {
      const known = candidates.get(item);
      if (!known) candidates.set(item, { item, because, score, most: score });
      else {
        known.score += score;
        if (score > known.most) [known.most, known.because] = [score, because];
      }
    };
    clicks.forEach((click, ago) => {
      const share = Math.exp(-ago / CLICKS_TO_FADE);
      for (const { item, weight } of neighboursOf(click)) add(item, click, weight * share);
      add(click, click, SEEN_WEIGHT * share);
    });
    return candidates;
  };

  /** The newest clicks first. An item that training did not know leads nowhere, and is no click. */
  const clicksOf = (sessionItemIds: readonly unknown[]): readonly Item[] => {
    const clicks: Item[] = [];
    for (let at = sessionItemIds.length - 1; at >= 0 && clicks.length < MOST_CLICKS; at -= 1) {
      const id = sessionItemIds[at];
      const item = typeof id === 'string' ? itemOf(id) : undefined;
      if (item !== undefined) clicks.push(item);
    }
    return clicks;
  };

  /** Tells the best, each once, and gives what was told. */
  const choose = <T>(
    asked: readonly string[],
    { limit = DEFAULT_LIMIT, excludeSeen }: RecommendWish,
    tell: (itemId: string, because?: Item) => T,
  ): readonly T[] => {
    const sessionItemIds = Array.isArray(asked) ? asked : [];
    const seen = new Set<string>(excludeSeen ? sessionItemIds : []);
    const candidates = candidatesOf(clicksOf(sessionItemIds));
    const told: T[] = [];
    /** Says whether there is room for more. */
    const offer = (item: Item, because?: Item): boolean => {
      const itemId = told.length < limit ? idOf(item) : undefined;
      if (itemId !== undefined && !seen.has(itemId)) told.push(tell(itemId, because));
      return told.length < limit;
    };
    // Of equal ones the newest click's comes first, and then its row's order: that is the same in a shard.
    [...candidates.values()].sort((a, b) => b.score - a.score).every(({ item, because }) => offer(item, because));
    popular.every((item) => candidates.has(item) || offer(item));
    return told;
  };
  return {
    recommend: (asked, wish = {}) => choose(asked, wish, (itemId) => itemId),
    suggest: (asked, wish = {}) =>
      choose(asked, wish, (itemId, click) => {
        const because = click === undefined ? undefined : idOf(click);
        return because === undefined ? { itemId } : { itemId, because };
      }),
  };
};

/**
 * Opens the artifact that `trainNeighbours` of `@aisle/trainer` made.
 *
 * @throws {ArtifactError} when the bytes are damaged, cut, or of another version.
 */
export const createRecommender = (
  bytes: Uint8Array,
  { itemIds, isChecked }: RecommenderOptions = {},
): SessionRecommender => {
  const head = readHead(bytes);
  if (!isChecked) refuseDamage(bytes);
  return recommenderOver({ ...openNames(bytes, head, itemIds), ...openRows(bytes, head) });
};
