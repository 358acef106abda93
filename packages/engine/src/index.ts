export { type Facts, matches } from './condition/matches.js';
export { type Groups, type ParsedCondition, parseCondition } from './condition/parse-condition.js';
export type * from './decide/decision.js';
export { decide, explain } from './decide/decide.js';
export { createEngine, type Engine, type Standing } from './decide/engine.js';
export {
  type Capabilities,
  nothing,
  type RecommendOptions,
  type Shopper,
  type Situation,
  situationOf,
} from './decide/situation.js';
export { type Assign, type Assignment, assignBy, experiments, noExperiments } from './experiment/assign.js';
export type { AssignmentReason } from './experiment/assignment-reason.js';
export { type Chance, chanceOf } from './experiment/chance.js';
export { factsOf } from './facts/facts-of.js';
export { affinityAt } from './profile/affinity.js';
export { emptyProfile } from './profile/empty-profile.js';
export type * from './profile/profile.js';
export { reduceProfile } from './profile/reduce-profile.js';
export type { Models, RemoteAnswers } from './recommend/models.js';
export { orderByBoosts } from './recommend/order-by-boosts.js';
export { pinItems } from './recommend/pin-items.js';
export { type Recommend, type Recommending, type Repertoire, recommendersWith } from './recommend/recommend.js';
export { recommenders } from './recommend/recommenders.js';
export { similarStrategies } from './recommend/similar-strategies.js';
export { strategies } from './recommend/strategies.js';
export { personalStrategies } from './recommend/personal-strategies.js';
export type { ConditionTree, FactCheck, FactChecks } from './explain/condition-tree.js';
export { explainWith } from './explain/explain.js';
export type * from './explain/explanation.js';
export type { ExplainedInput, InputUse } from './explain/input.js';
export { englishWords, germanWords, type Words } from './explain/words.js';
export { readyAggregates } from './history/ready-aggregates.js';
export { readyJourney } from './journey/ready-journey.js';
export { readCondition } from './publish/publish-condition.js';
export { readySegments } from './segment/ready-segments.js';
export { bucketRanges, chooseVariation, equalWeights, type Range } from './experiment/bucket.js';
export { fnv32a, hash } from './experiment/hash.js';
export { inNamespace, type Namespace } from './experiment/namespace.js';
export { queryStringOverride } from './experiment/query-string-override.js';
export { foldHistory } from './history/fold-history.js';
export type { Accumulator, History } from './history/history.js';
export { publish } from './publish/publish.js';
export type * from './publish/published.js';
export { mutedIn, unmuted } from './profile/muted.js';
export {
  categoriesSeen,
  type Feature,
  type FeatureSubject,
  featuresOf,
  featuresVersion,
  isFeature,
  type ReadFeatures,
} from './propensity/features.js';
export { marginOf, predict } from './propensity/predict.js';
export { type Predict, propensity } from './propensity/propensity.js';
export { type PropensityReading, readPropensity } from './propensity/read-propensity.js';
export { ArtifactError } from './recommend/neighbours/artifact-error.js';
export { checksumOf } from './recommend/neighbours/checksum.js';
export { neighbourFormat } from './recommend/neighbours/format-for-trainer.js';
export {
  createRecommender,
  type RecommenderOptions,
  type RecommendWish,
  type SessionRecommender,
  type Suggestion,
} from './recommend/neighbours/recommender.js';
export { shardOf } from './recommend/neighbours/shard-of.js';
export {
  createShardedRecommender,
  type ShardedRecommender,
  type ShardsManifest,
} from './recommend/neighbours/sharded-recommender.js';
export { englishReasons, germanReasons, type ReasonWords } from './recommend/reason-words.js';
