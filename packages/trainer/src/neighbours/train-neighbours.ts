import { clusterOrder } from './cluster-order.js';
import { countNeighbours, type OnRows } from './count-neighbours.js';
import { type NeighbourOptions, settingsOf } from './neighbour-options.js';
import { agesOf } from './session-ages.js';
import type { LearnedTable } from './pack-table.js';
import { packSessions, type SessionCorpus, type SessionEvent } from './session-corpus.js';
import { writeArtifact } from './write-artifact.js';

/** More are never shown at once. */
const MOST_POPULAR = 200;

/** The items that count most, old sessions less than new ones, of those that so many distinct sessions had. */
const popularIn = (
  { itemIds, items, weights, starts }: SessionCorpus,
  ages: Float64Array,
  floor: number,
): readonly number[] => {
  const sums = new Float64Array(itemIds.length);
  const sessions = new Uint32Array(itemIds.length);
  const last = new Int32Array(itemIds.length).fill(-1);
  ages.forEach((age, session) => {
    for (let at = starts[session] ?? 0; at < (starts[session + 1] ?? 0); at += 1) {
      const item = items[at] ?? 0;
      sums[item] = (sums[item] ?? 0) + age * (weights[at] ?? 0);
      if (last[item] !== session) sessions[item] = (sessions[item] ?? 0) + 1;
      last[item] = session;
    }
  });
  return Array.from(sums.keys())
    .filter((item) => (sessions[item] ?? 0) >= floor)
    .sort((a, b) => (sums[b] ?? 0) - (sums[a] ?? 0) || a - b)
    .slice(0, MOST_POPULAR);
};

/**
 * Learns from sessions what shoppers look at next.
 *
 * @param onRows - Watches the longest part of it.
 * @throws {TrainerError} naming the event or option that is wrong.
 */
export const learnNeighbours = (
  sessions: Iterable<readonly SessionEvent[]>,
  options: NeighbourOptions = {},
  onRows?: OnRows,
): LearnedTable => {
  const { floor, length, weights } = settingsOf(options);
  const corpus = packSessions(sessions, (type) => (Object.hasOwn(weights, type) ? (weights[type] ?? 1) : 1));
  const ages = agesOf(corpus);
  const table = countNeighbours(corpus, ages, { floor, length, onRows });
  return {
    rows: { table, order: clusterOrder(table), popular: popularIn(corpus, ages, floor) },
    itemIds: corpus.itemIds,
  };
};

/**
 * Learns from sessions what shoppers look at next, and writes it as the bytes that `createRecommender` of `@aisle/engine` opens.
 *
 * The same sessions in the same order give the same bytes. A session's events are put in order by their times; where there are
 * none, or all sessions lie within a day, the order of the input stands for time, oldest first.
 *
 * @param onRows - Watches the longest part of it.
 * @throws {TrainerError} naming the event or option that is wrong.
 */
export const trainNeighbours = (
  sessions: Iterable<readonly SessionEvent[]>,
  options: NeighbourOptions = {},
  onRows?: OnRows,
): Uint8Array => {
  const { names } = settingsOf(options);
  const { rows, itemIds } = learnNeighbours(sessions, options, onRows);
  return writeArtifact(rows, itemIds, { names });
};
