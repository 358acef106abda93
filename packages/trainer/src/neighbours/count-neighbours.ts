import { createGrowingArray } from './growing-array.js';
import type { SessionCorpus } from './session-corpus.js';

/** The neighbours of each item, the strongest first; rows lie one behind the other. */
export interface NeighbourTable {
  /** Where each item's row begins, and the end of all. */
  readonly starts: Uint32Array;
  readonly neighbours: Uint32Array;
  readonly weights: Float32Array;
}

/** What a row may hold. */
export interface RowLimits {
  readonly floor: number;
  readonly length: number;
  /** Called now and then with the rows that are done, and once with all of them. */
  readonly onRows?: OnRows | undefined;
  /** Default: as clicks that follow each other. */
  readonly pairing?: Pairing | undefined;
}

/** How two events of one session count as a pair. */
export interface Pairing {
  /** For so many places between them, from the most before to the most behind; further apart they are no pair. */
  readonly fading: Float64Array;
  /** What a pair's sum is multiplied with, by both items and how many sessions had them; missing: 1. 0 leaves it out. */
  readonly trust?: ((item: number, neighbour: number, seenIn: number) => number) | undefined;
}

/** Watches how far counting is. */
export type OnRows = (done: number, all: number) => void;

const ROWS_A_CALL = 1_000;

/** So many clicks further a pair counts e times less. */
const CLICKS_TO_FADE = 3;
/** What came before counts half. */
const BACKWARDS = 0.5;
/** Beyond it a pair counts next to nothing: this bounds what a session of a thousand clicks costs. */
const MOST_CLICKS_APART = 30;
/** Rows seldom seen say less: a row has its full weight only after many times so many neighbouring clicks. */
const DOUBT = 5;

const asClicks: Pairing = {
  fading: Float64Array.from({ length: 2 * MOST_CLICKS_APART + 1 }, (_, at) => {
    const clicks = at - MOST_CLICKS_APART;
    return Math.exp(-Math.abs(clicks) / CLICKS_TO_FADE) * (clicks > 0 ? 1 : BACKWARDS);
  }),
};

/** Lists the places of each item: `places` from `starts[item]` on. */
const placesOf = ({ items, itemIds }: SessionCorpus) => {
  const starts = new Uint32Array(itemIds.length + 1);
  for (const item of items) starts[item + 1] = (starts[item + 1] ?? 0) + 1;
  for (let item = 0; item < itemIds.length; item += 1) starts[item + 1] = (starts[item + 1] ?? 0) + (starts[item] ?? 0);
  const places = new Uint32Array(items.length);
  const next = starts.slice();
  items.forEach((item, at) => {
    places[next[item] ?? 0] = at;
    next[item] = (next[item] ?? 0) + 1;
  });
  return { starts, places };
};

/** Says of each event which session it is in. */
const sessionsOf = ({ items, starts }: SessionCorpus): Uint32Array => {
  const sessions = new Uint32Array(items.length);
  for (let session = 0; session + 1 < starts.length; session += 1)
    sessions.fill(session, starts[session], starts[session + 1]);
  return sessions;
};

/** Adds up one row after the other in the same memory. */
const createRow = (corpus: SessionCorpus, ages: Float64Array, { fading, trust }: Pairing) => {
  const { itemIds, items, weights, starts } = corpus;
  const apart = (fading.length - 1) / 2;
  const sums = new Float64Array(itemIds.length);
  const seenIn = new Uint32Array(itemIds.length);
  const lastSession = new Int32Array(itemIds.length).fill(-1);
  let touched: number[] = [];

  const add = (neighbour: number, session: number, amount: number): void => {
    if (lastSession[neighbour] !== session) {
      if (lastSession[neighbour] === -1) touched.push(neighbour);
      lastSession[neighbour] = session;
      seenIn[neighbour] = (seenIn[neighbour] ?? 0) + 1;
    }
    sums[neighbour] = (sums[neighbour] ?? 0) + amount;
  };
  const weightOf = (item: number, neighbour: number): number =>
    (sums[neighbour] ?? 0) * (trust?.(item, neighbour, seenIn[neighbour] ?? 0) ?? 1);
  return {
    /** Adds all around one place of the item. */
    around(place: number, session: number): void {
      const strength = (ages[session] ?? 0) * (weights[place] ?? 0);
      const from = Math.max(starts[session] ?? 0, place - apart);
      const to = Math.min(starts[session + 1] ?? 0, place + apart + 1);
      for (let at = from; at < to; at += 1) {
        const neighbour = items[at] ?? 0;
        if (neighbour === items[place]) continue;
        const fade = fading[at - place + apart] ?? 0;
        add(neighbour, session, strength * fade * (weights[at] ?? 0));
      }
    },
    /** Gives the neighbours that pass, the strongest first, what they sum up to with the others, and begins anew. */
    end(item: number, { floor, length }: RowLimits): readonly (readonly [neighbour: number, weight: number])[] {
      const sum = touched.reduce((before, neighbour) => before + (sums[neighbour] ?? 0), DOUBT);
      const row = touched
        .filter((neighbour) => (seenIn[neighbour] ?? 0) >= floor)
        .map((neighbour) => [neighbour, weightOf(item, neighbour) / sum] as const)
        .filter(([, weight]) => weight > 0)
        .sort((a, b) => b[1] - a[1] || a[0] - b[0])
        .slice(0, length);
      for (const neighbour of touched) {
        sums[neighbour] = seenIn[neighbour] = 0;
        lastSession[neighbour] = -1;
      }
      touched = [];
      return row;
    },
  };
};

const tellingOf =
  ({ onRows }: RowLimits, all: number) =>
  (done: number): void => {
    if (done % ROWS_A_CALL === 0 || done === all) onRows?.(done, all);
  };

/**
 * Counts who is seen near whom. Row by row over the places of each item, so that no table of all pairs is ever held: beside the
 * corpus there are 8 bytes an event and 24 an item.
 */
export const countNeighbours = (corpus: SessionCorpus, ages: Float64Array, limits: RowLimits): NeighbourTable => {
  const { starts: firstPlaces, places } = placesOf(corpus);
  const sessions = sessionsOf(corpus);
  const row = createRow(corpus, ages, limits.pairing ?? asClicks);
  const tell = tellingOf(limits, corpus.itemIds.length);
  const starts = new Uint32Array(corpus.itemIds.length + 1);
  const neighbours = createGrowingArray((length) => new Uint32Array(length));
  const weights = createGrowingArray((length) => new Float32Array(length));
  for (let item = 0; item < corpus.itemIds.length; item += 1) {
    for (let at = firstPlaces[item] ?? 0; at < (firstPlaces[item + 1] ?? 0); at += 1) {
      const place = places[at] ?? 0;
      row.around(place, sessions[place] ?? 0);
    }
    for (const [neighbour, weight] of row.end(item, limits)) {
      neighbours.push(neighbour);
      weights.push(weight);
    }
    starts[item + 1] = neighbours.length();
    tell(item + 1);
  }
  return { starts, neighbours: neighbours.done(), weights: weights.done() };
};
