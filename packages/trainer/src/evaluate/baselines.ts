import { createPopularity, createSessionPopularity } from './popularity-ranker.js';
import type { ItemSessions, Ranker } from './ranker.js';
import { createAssociationRules, createSequentialRules } from './rules-ranker.js';
import { createSessionNeighbours } from './session-neighbours-ranker.js';

/** What every recommender is held against, the simplest first. Each learns only when it is made. */
export const baselines: readonly ((training: ItemSessions) => Ranker)[] = [
  createPopularity,
  createSessionPopularity,
  createAssociationRules,
  createSequentialRules,
  (training) => createSessionNeighbours(training),
];
