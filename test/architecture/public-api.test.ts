import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { exportedNames } from './exported-names.js';
import { root } from './source-file.js';

// What a package promises. A name that comes is a promise to keep; a name that goes breaks somebody.

const api: Readonly<Record<string, { readonly values: string; readonly types: string }>> = {
  adapters: {
    values: `c15t consentBanner cookiebot didomi ga4DataLayer googleConsentMode gpp klaro oneTrust osanoCookieConsent shopifyPrivacy
      tarteaucitron tcf usercentrics vanillaCookieConsent`,
    types: `CategoryMap GoogleConsentModeOptions TcfOptions`,
  },
  bindings: {
    values: `definePrivacyPanel englishPanelWords germanPanelWords openPrivacyPanel`,
    types: `Choice PanelClient PanelPurpose PanelWords PrivacyPanelElement PrivacyPanelOptions`,
  },
  browser: {
    values: `SdkError createAisle createRecorder experiments germanWords lateExperiments lateRecommenders publish recommenders templates`,
    types: `Aisle AisleEvents AisleOptions Answers Assignment Consent ConsentRecord ConsentRules ErrorCode ExplainedInput Explanation
      Exported LateExperiments LateRecommenders ModelHost PageRecommending Plugin PluginHost Proof PublishedPlaybook Recorder
      RecorderOptions RemotePort RemotePorts RemoteQuestion RenderSlot SlotDecision Words`,
  },
  cli: {
    values: `runCli`,
    types: `Terminal`,
  },
  engine: {
    values: `ArtifactError affinityAt assignBy bucketRanges categoriesSeen chanceOf checksumOf chooseVariation createEngine
      createRecommender createShardedRecommender decide emptyProfile englishReasons englishWords equalWeights experiments
      explain explainWith factsOf featuresOf featuresVersion fnv32a foldHistory germanReasons germanWords hash inNamespace
      isFeature marginOf matches mutedIn neighbourFormat noExperiments nothing orderByBoosts parseCondition personalStrategies
      pinItems predict propensity publish queryStringOverride readCondition readPropensity readyAggregates readyJourney
      readySegments recommenders recommendersWith reduceProfile shardOf similarStrategies situationOf strategies unmuted`,
    types: `Accumulator Arm Assign Assigned Assignment AssignmentReason Capabilities CartLine Chance ConditionTree Context
      Decaying Decision DecisionReason Engine Explained ExplainedCandidate ExplainedGate ExplainedInput ExplainedSegment
      Explanation FactCheck FactChecks Facts Feature FeatureSubject Gate Groups History InputUse Models Namespace Outcome
      PageFacts ParsedCondition Pick Predict Profile PropensityReading PublishedCandidate PublishedExperiment PublishedMoment
      PublishedPlaybook PublishedSegment PublishedSlot PublishedStage PublishedTrigger Range ReadFeatures ReasonWords Recommend
      RecommendOptions RecommendWish RecommenderOptions Recommending RemoteAnswers Repertoire SeenItem SessionRecommender
      ShardedRecommender ShardsManifest Shopper Situation Standing Suggestion TraceStep Words`,
  },
  report: {
    values: `openSqliteWarehouse reportRoutes summaryOf`,
    types: `Cell Exposures FunnelStep Losses NamedCount ReportOptions Revenue Row Scope SegmentMoves Series Summary Traffic
      TrafficCounts Visits Warehouse`,
  },
  schema: {
    values: `MAX_BATCH_EVENTS MAX_ITEMS MAX_WITHDRAWN_IDS actionSchema aggregateSchema batchAnswerSchema batchSchema boostSchema campaignSchema
      candidateSchema capsSchema catalogueItemSchema conditionSchema consentStateSchema definePlaybook errorAnswerSchema
      eventPatternSchema eventResultSchema eventSchema experimentSchema factorSchema holdoutSchema itemSchema journeySchema
      jsonSchemas limitsSchema modelManifestSchema modelReferenceSchema momentSchema neighboursManifestSchema paramsSchema pinSchema
      playbookSchema popularitySchema problemsOf propensitySchema purposeSchema recommenderSchema scheduleSchema scoreSchema
      segmentSchema sequenceSchema slotSchema stageIds stageSchema strategyIds swapSchema triggerSchema variationSchema visitorAnswerSchema
      visitorEndSchema visitorSchema windowSchema withdrawalAnswerSchema withdrawalSchema`,
    types: `Action Aggregate AisleEvent Batch BatchAnswer Boost Campaign Candidate Caps CatalogueItem Condition ConsentState ErrorAnswer
      EventPattern EventResult Experiment Factor Holdout Item ItemRule Journey Limits LogisticModel ModelManifest
      ModelReference Moment NeighboursManifest Params Pin Playbook PopularityModel Prefetch Problem PropensityModel Purpose Ranking
      Recommender Remote Schedule Score Segment Sequence Slot Stage StrategyId Swap TreeNode TreesModel Trigger Variation Visitor
      VisitorAnswer VisitorEnd Window Withdrawal WithdrawalAnswer`,
  },
  server: {
    values: `ServerError createBearerCheck createServer openSqliteEventStore`,
    types: `AcceptStatus AisleServer DeadLetter EventBatch EventStore KeptEvent LetterStatus Limits ServerFault ServerOptions
      SiteOptions StoreCounts SubjectRecords`,
  },
  tag: {
    values: `attributesOf`,
    types: `TagOptions`,
  },
  trainer: {
    values: `TrainerError baselines bytesOfTable categoriesNamed createNeighbours createSessionCollector defaultFeatures holdOut
      measureCold measureOrders measureRanker numberSessions propensityBytes trainNeighbourModel trainNeighbours
      trainPopularity trainPopularityModel trainPropensity trainSimilar trainSimilarModel trainTogether trainTogetherModel`,
    types: `ColdMetrics ColdToMeasure CollectorPart Examination HeldOut ItemSessions LeftOut NeighbourModel NeighbourModelOptions
      NeighbourOptions NumberedSessions OnRows OrdersToMeasure PopularityBytes PopularityOptions PropensityMetrics
      PropensityOptions PropensityTarget Ranker RankingMetrics SessionCollector SessionEvent SimilarOptions TogetherOptions
      TrainedModel TrainedPropensity`,
  },
};

const sorted = (names: string) => names.trim().split(/\s+/).toSorted();

it('is listed here for every package that has a front door', () => {
  const hasDoor = (name: string) => existsSync(join(root, 'packages', name, 'src/index.ts'));
  expect(Object.keys(api)).toEqual(readdirSync(join(root, 'packages')).filter(hasDoor).toSorted());
});

it.each(Object.entries(api))('of %s is what it promises', (name, { values, types }) => {
  expect(exportedNames(name)).toEqual({ values: sorted(values), types: sorted(types) });
});
