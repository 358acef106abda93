import type { ModelManifest } from '@aisle/schema';
import { stampOf, type TrainedModel } from '../model/trained-model.js';
import type { TrainedPropensity } from './train-propensity.js';

/** Gives a propensity model as it is shipped, with a manifest as every model has one. */
export const propensityBytes = ({ json, model, metrics }: TrainedPropensity): TrainedModel<ModelManifest> => {
  const bytes = new TextEncoder().encode(json);
  const { trainedOn } = model;
  return {
    bytes,
    manifest: {
      ...{ ...stampOf(bytes), version: model.version, kind: 'propensity', format: 1 },
      features: [...model.features.names],
      trainedOn: {
        ...trainedOn,
        events: trainedOn?.events ?? 0,
        fromMs: trainedOn?.fromMs ?? null,
        untilMs: trainedOn?.untilMs ?? null,
      },
      parameters: { target: model.target, form: model.kind, ...(model.days !== undefined && { days: model.days }) },
      metrics: { ...metrics },
    },
  };
};
