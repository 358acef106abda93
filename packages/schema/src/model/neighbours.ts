import * as z from 'zod/mini';

const count = z.int().check(z.gte(0));
const share = z.number().check(z.gte(0), z.lte(1));

/** What lies beside an artifact of item neighbours: which bytes it means, and what is known of them. */
export const neighboursManifestSchema = z.looseObject({
  v: z.literal(1),
  kind: z.literal('neighbours'),
  /** The version of the bytes; a page refuses another one. */
  format: z.int().check(z.gte(1)),
  /** Where the bytes lie, beside the manifest. */
  file: z.optional(z.string().check(z.minLength(1), z.maxLength(200))),
  /** SHA-256 of the bytes, in hexadecimal digits. */
  hash: z.string().check(z.regex(/^[\da-f]{64}$/)),
  bytes: count,
  /** Without the names of the items. */
  tableBytes: count,
  trainedOn: z.looseObject({
    sessions: count,
    events: count,
    items: count,
    /** When the first and the last event happened, ms since 1970; null where events have no times. */
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
