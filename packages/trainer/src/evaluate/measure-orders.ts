import { createRecommender } from '@aisle/engine';
import type { SessionEvent } from '../neighbours/session-corpus.js';
import { trainNeighbours } from '../neighbours/train-neighbours.js';
import { basketsOf, shuffledBaskets } from '../together/baskets.js';
import { trainTogether } from '../together/train-together.js';
import { measureRanker, type RankingMetrics } from './measure-ranker.js';
import { createUnseenRanker } from './neighbours-ranker.js';
import { numberSessions } from './number-sessions.js';
import { createPopularity } from './popularity-ranker.js';
import type { ItemSessions, Ranker } from './ranker.js';

/** Sessions, and how many items are shown. */
export interface OrdersToMeasure {
  readonly training: Iterable<readonly SessionEvent[]>;
  readonly tests: Iterable<readonly SessionEvent[]>;
  readonly k: number;
}

/** What sells most and is not in the order yet. */
const createBestsellers = (training: ItemSessions): Ranker => {
  const { rank } = createPopularity(training);
  return {
    name: 'bestsellers',
    rank: (order, limit) =>
      rank(order, limit + order.length)
        .filter((item) => !order.includes(item))
        .slice(0, limit),
  };
};

/** Foretells each item of the last orders by some of the others: by bestsellers, by clicks and by orders. Empty without such orders. */
export const measureOrders = ({ training, tests, k }: OrdersToMeasure): readonly RankingMetrics[] => {
  const orders = numberSessions({ training: basketsOf(training), tests: shuffledBaskets(tests) });
  if (!orders.tests.some(({ length }) => length > 1)) return [];
  const askedBy = (name: string, bytes: Uint8Array): Ranker => ({
    ...createUnseenRanker(createRecommender(bytes), orders.itemIds),
    name,
  });
  const rankers = [
    createBestsellers(orders.training),
    askedBy('neighbours, of clicks', trainNeighbours(training)),
    askedBy('together, of orders', trainTogether(training)),
  ];
  return rankers.map((ranker) => measureRanker(ranker, { training: orders.training, tests: orders.tests, k }));
};
