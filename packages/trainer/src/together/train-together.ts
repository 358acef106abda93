import { clusterOrder } from '../neighbours/cluster-order.js';
import { countNeighbours, type OnRows, type Pairing } from '../neighbours/count-neighbours.js';
import { type NeighbourOptions, settingsOf } from '../neighbours/neighbour-options.js';
import type { LearnedTable } from '../neighbours/pack-table.js';
import { agesOf } from '../neighbours/session-ages.js';
import { packSessions, type SessionCorpus, type SessionEvent } from '../neighbours/session-corpus.js';
import { writeArtifact } from '../neighbours/write-artifact.js';
import { basketsOf } from './baskets.js';

/** How bought-together is trained: as neighbours, but for the types' weights. */
export type TogetherOptions = Omit<NeighbourOptions, 'weights'>;

/** Bounds what one huge order costs; an event has at most 200 items. */
const MOST_APART = 200;
/** Lines of an order that stand far apart count so much of those side by side; so many lines further e times less of the rest. */
const FAR = 0.2;
const LINES_TO_FADE = 5;
/** A pair that comes no more often than two items meet by chance in so many baskets is none. */
const LEAST_LIFT = 1.25;
/** Pairs seldom seen say less: one counts half that was seen in so many baskets. */
const DOUBT = 3;

/**
 * What sells to everybody is in every basket: of a pair only the share of its baskets counts that is beyond chance. Found on the
 * first 80 % of Online Retail, judged on the next 10 %, beside discounts for what is popular.
 */
const asBasket = ({ items, itemIds, starts }: SessionCorpus): Pairing => {
  const baskets = new Float64Array(itemIds.length);
  for (const item of items) baskets[item] = (baskets[item] ?? 0) + 1;
  const all = starts.length - 1;
  return {
    fading: Float64Array.from(
      { length: 2 * MOST_APART + 1 },
      (_, at) => FAR + (1 - FAR) * Math.exp(-Math.abs(at - MOST_APART) / LINES_TO_FADE),
    ),
    trust(item, neighbour, seenIn) {
      const byChance = ((baskets[item] ?? 0) * (baskets[neighbour] ?? 0)) / all;
      return seenIn < LEAST_LIFT * byChance ? 0 : ((1 - byChance / seenIn) * seenIn) / (seenIn + DOUBT);
    },
  };
};

/** Learns from sessions what is bought in one order. @throws {TrainerError} naming the event or option that is wrong. */
export const learnTogether = (
  sessions: Iterable<readonly SessionEvent[]>,
  options: TogetherOptions = {},
  onRows?: OnRows,
): LearnedTable => {
  const { floor, length } = settingsOf(options);
  const corpus = packSessions(basketsOf(sessions), () => 1);
  // One of fifty things says little about a pair.
  const strengths = agesOf(corpus).map(
    (age, basket) => age / Math.sqrt((corpus.starts[basket + 1] ?? 0) - (corpus.starts[basket] ?? 0) - 1),
  );
  const table = countNeighbours(corpus, strengths, { floor, length, onRows, pairing: asBasket(corpus) });
  return { rows: { table, order: clusterOrder(table), popular: [] }, itemIds: corpus.itemIds };
};

/**
 * Learns from sessions what is bought in one order, and writes it as the bytes that `createRecommender` of `@aisle/engine` opens.
 *
 * It answers nothing for an item that was never bought with another one, rather than what is popular: that is the next
 * recommender's task. The same sessions in the same order give the same bytes.
 *
 * @throws {TrainerError} naming the event or option that is wrong.
 */
export const trainTogether = (
  sessions: Iterable<readonly SessionEvent[]>,
  options: TogetherOptions = {},
  onRows?: OnRows,
): Uint8Array => {
  const { rows, itemIds } = learnTogether(sessions, options, onRows);
  return writeArtifact(rows, itemIds, { names: settingsOf(options).names });
};
