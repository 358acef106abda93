export { baselines } from './evaluate/baselines.js';
export { type ColdMetrics, type ColdToMeasure, measureCold } from './evaluate/measure-cold.js';
export { measureOrders, type OrdersToMeasure } from './evaluate/measure-orders.js';
export { type Examination, measureRanker, type RankingMetrics } from './evaluate/measure-ranker.js';
export { createNeighbours } from './evaluate/neighbours-ranker.js';
export { type NumberedSessions, numberSessions } from './evaluate/number-sessions.js';
export type { ItemSessions, Ranker } from './evaluate/ranker.js';
export type { TrainedModel } from './model/trained-model.js';
export type { OnRows } from './neighbours/count-neighbours.js';
export { bytesOfTable } from './neighbours/describe-table.js';
export { type NeighbourModel, type NeighbourModelOptions, trainNeighbourModel } from './neighbours/neighbour-model.js';
export { type NeighbourOptions } from './neighbours/neighbour-options.js';
export { type SessionEvent } from './neighbours/session-corpus.js';
export { trainNeighbours } from './neighbours/train-neighbours.js';
export type { PopularityOptions } from './popularity/popularity-options.js';
export { type PopularityBytes, trainPopularityModel } from './popularity/popularity-model.js';
export { trainPopularity } from './popularity/train-popularity.js';
export { propensityBytes } from './propensity/propensity-bytes.js';
export { TrainerError } from './trainer-error.js';
export type { PropensityMetrics } from './propensity/measure-propensity.js';
export { defaultFeatures, type PropensityOptions, type PropensityTarget } from './propensity/propensity-options.js';
export { trainPropensity, type TrainedPropensity } from './propensity/train-propensity.js';
export { trainSimilarModel } from './similar/similar-model.js';
export { type SimilarOptions, trainSimilar } from './similar/train-similar.js';
export { trainTogetherModel } from './together/together-model.js';
export { type TogetherOptions, trainTogether } from './together/train-together.js';
export { type HeldOut, holdOut } from './sessions/hold-out.js';
export { categoriesNamed } from './sessions/item-categories.js';
export {
  type CollectorPart,
  createSessionCollector,
  type LeftOut,
  type SessionCollector,
} from './sessions/session-collector.js';
