import * as z from 'zod/mini';
import { conditionSchema, keySchema, titleSchema } from './condition.js';
import { scheduleSchema } from './limits.js';

const share = z.number().check(z.gte(0), z.lte(1));

/** One arm of an experiment. The first one is the control. */
export const variationSchema = z.looseObject({ id: keySchema, title: z.optional(titleSchema) });
export type Variation = z.infer<typeof variationSchema>;

/** One thing that a multivariate test varies; every combination of levels becomes a variation. */
export const factorSchema = z.looseObject({
  id: keySchema,
  levels: z.array(keySchema).check(z.minLength(2), z.maxLength(10)),
});
export type Factor = z.infer<typeof factorSchema>;

/** A split of shoppers: `variations` or `factors`. Assigned on the device; only an exposure counts. */
export const experimentSchema = z.looseObject({
  id: keySchema,
  title: z.optional(titleSchema),
  variations: z.optional(z.array(variationSchema).check(z.minLength(2), z.maxLength(100))),
  /** Full factorial: a variation's id is its levels joined with `_`, the last factor changing first. */
  factors: z.optional(z.array(factorSchema).check(z.minLength(1), z.maxLength(4))),
  /** One share a variation, adding up to 1. Default: equal. */
  weights: z.optional(z.array(share)),
  /** Share of shoppers that take part. Raising it moves nobody. Default 1. */
  coverage: z.optional(share),
  /** Whom it is for; asked again at each decision. */
  when: z.optional(conditionSchema),
  schedule: z.optional(scheduleSchema),
  /** Part of a line that experiments share: a shopper is in one of them at most. */
  namespace: z.optional(z.looseObject({ id: keySchema, from: share, to: share })),
  /** What places a shopper. Default: the id. */
  seed: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
  hashVersion: z.optional(z.union([z.literal(1), z.literal(2)])),
  /** Raise it to assign everybody anew. Default 0. */
  version: z.optional(z.int().check(z.gte(0))),
  /** Nobody is assigned any more. */
  stopped: z.optional(z.boolean()),
  /** Weights that a server learned (Thompson sampling); they go before `weights` for shoppers who saw no arm yet. */
  bandit: z.optional(
    z.looseObject({ weights: z.array(share), updatedAt: z.string(), exposures: z.optional(z.array(z.int())) }),
  ),
});
export type Experiment = z.infer<typeof experimentSchema>;

/** Shoppers who get the default content everywhere, so that all of it can be measured. */
export const holdoutSchema = z.looseObject({
  share,
  /** Change it to draw other shoppers. Default `holdout`. */
  seed: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
});
export type Holdout = z.infer<typeof holdoutSchema>;
