import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { exportedNames } from './exported-names.js';
import { root } from './source-file.js';

// What a package promises. A name that comes is a promise to keep; a name that goes breaks somebody.

const api: Readonly<Record<string, { readonly values: string; readonly types: string }>> = {
  adapters: {
    values: `ga4DataLayer vanillaCookieConsent`,
    types: `CategoryMap`,
  },
  browser: {
    values: `SdkError createAisle createRecorder publish recommenders`,
    types: `Aisle AisleEvents AisleOptions Answers Consent ErrorCode Explanation Plugin PluginHost PublishedPlaybook Recorder RecorderOptions
      RenderSlot SlotDecision`,
  },
  cli: {
    values: `runCli`,
    types: `Terminal`,
  },
  engine: {
    values: `affinityAt bucketRanges chooseVariation createEngine createEngineWith emptyProfile equalWeights factsOf hash
      inNamespace matches parseCondition publish queryStringOverride readySegments recommenders reduceProfile`,
    types: `CartLine Context Decaying Decision DecisionReason Engine Facts Groups Namespace PageFacts ParsedCondition Pick
      Profile PublishedPlaybook Range Recommending SeenItem TraceStep`,
  },
  report: {
    values: `openSqliteWarehouse reportRoutes summaryOf`,
    types: `Cell Exposures FunnelStep Losses NamedCount ReportOptions Revenue Row Scope SegmentMoves Series Summary Traffic
      TrafficCounts Visits Warehouse`,
  },
  schema: {
    values: `MAX_BATCH_EVENTS MAX_ITEMS batchAnswerSchema batchSchema candidateSchema catalogueItemSchema conditionSchema
      consentStateSchema errorAnswerSchema eventResultSchema eventSchema itemSchema jsonSchemas paramsSchema playbookSchema
      problemsOf purposeSchema recommenderSchema segmentSchema slotSchema swapSchema`,
    types: `AisleEvent Batch BatchAnswer Candidate CatalogueItem Condition ConsentState ErrorAnswer EventResult Item Params
      Playbook Problem Purpose Recommender Segment Slot Swap`,
  },
  server: {
    values: `ServerError createServer openSqliteEventStore`,
    types: `AcceptStatus AisleServer DeadLetter EventBatch EventStore Limits ServerFault ServerOptions SiteOptions
      StoreCounts`,
  },
  tag: {
    values: `attributesOf`,
    types: `TagOptions`,
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
