import * as z from 'zod/mini';
import { modelManifestSchema } from './model-manifest.js';

const count = z.int().check(z.gte(0));
const share = z.number().check(z.gte(0), z.lte(1));

/** What lies beside an artifact of item neighbours, whichever they are. */
export const neighboursManifestSchema = z.extend(modelManifestSchema, {
  kind: z.enum(['neighbours', 'together', 'similar']),
  /** Without the names of the items. */
  tableBytes: count,
  trainedOn: z.looseObject({
    sessions: count,
    events: count,
    items: count,
    fromMs: z.nullable(z.number()),
    untilMs: z.nullable(z.number()),
  }),
  parameters: z.looseObject({
    floor: count,
    length: count,
    names: z.enum(['ids', 'hashes']),
    weights: z.record(z.string(), z.number()),
  }),
  /** How well a model of all sessions but the last foretold the clicks of these; null when there were too few. */
  metrics: z.nullable(
    z.looseObject({
      k: count,
      sessions: count,
      predictions: count,
      hitRate: share,
      meanReciprocalRank: share,
      coverage: share,
      popularityBias: z.number(),
    }),
  ),
});
export type NeighboursManifest = z.infer<typeof neighboursManifestSchema>;
