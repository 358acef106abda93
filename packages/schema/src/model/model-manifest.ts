import * as z from 'zod/mini';

const count = z.int().check(z.gte(0));

/** What lies beside every model that was trained: which bytes it means, what they were made of and how good they are. */
export const modelManifestSchema = z.looseObject({
  v: z.literal(1),
  kind: z.string().check(z.minLength(1), z.maxLength(64)),
  /** The version of the form; a page leaves alone what it cannot read. */
  format: z.int().check(z.gte(1)),
  /** Of this training: another one is another version. */
  version: z.string().check(z.minLength(1), z.maxLength(64)),
  /** Where the bytes lie, beside the manifest. Of shards: their folder. */
  file: z.optional(z.string().check(z.minLength(1), z.maxLength(200))),
  /** SHA-256 of the bytes, in hexadecimal digits. Of shards: of the `manifest.json` in their folder. */
  hash: z.string().check(z.regex(/^[\da-f]{64}$/)),
  bytes: count,
  /** How many files the items are spread over; absent: one. */
  shards: z.optional(z.int().check(z.gte(1))),
  /** What it was learned from: names of events, fields of items, or facts. */
  features: z.array(z.string()),
  trainedOn: z.looseObject({
    events: count,
    /** When the first and the last event happened, ms since 1970; null where events have no times. */
    fromMs: z.nullable(z.number()),
    untilMs: z.nullable(z.number()),
  }),
  parameters: z.looseObject({
    /** What fewer distinct sessions had is left out. */
    floor: z.optional(count),
  }),
  /** How well a model of all but the last of it foretold that; null when there was too little. */
  metrics: z.nullable(z.looseObject({})),
});
export type ModelManifest = z.infer<typeof modelManifestSchema>;
