export {
  type Assignment,
  experiments,
  type ExplainedInput,
  type Explanation,
  germanWords,
  publish,
  type PublishedPlaybook,
  type Words,
} from '@aisle/engine';
export { type Aisle, createAisle, createRecorder } from './client.js';
export type { Answers, Consent, Proof } from './consent/answers.js';
export type { ConsentRules } from './consent/consent-gate.js';
export type { ConsentRecord } from './consent/consent-record.js';
export { type ErrorCode, SdkError } from './error.js';
export type { Exported } from './export-stored.js';
export { type LateExperiments, lateExperiments } from './late-experiments.js';
export { type LateRecommenders, lateRecommenders } from './late-recommenders.js';
export type { RemotePort, RemotePorts, RemoteQuestion } from './models/remote-port.js';
export type { ModelHost } from './models/model-host.js';
export type { AisleOptions, RecorderOptions } from './options.js';
export { type PageRecommending, recommenders } from './page-recommenders.js';
export type { AisleEvents } from './pipeline.js';
export type { Plugin, PluginHost } from './plugin.js';
export type { Recorder } from './recorder.js';
export { templates } from './slots/template.js';
export type { RenderSlot, SlotDecision } from './slots/slots.js';
