import * as z from 'zod/mini';
import { catalogueItemSchema } from '../item.js';
import { modelReferenceSchema } from '../model/model-reference.js';
import { keySchema } from './condition.js';
import { experimentSchema, holdoutSchema } from './experiment.js';
import { aggregateSchema, scoreSchema, sequenceSchema } from './history.js';
import { campaignSchema, capsSchema } from './limits.js';
import { recommenderSchema } from './recommender.js';
import { journeySchema, segmentSchema } from './segment.js';
import { slotSchema } from './slot.js';
import { triggerSchema } from './trigger.js';

/** The pages that a shopper is likely to open next are fetched before they do. */
const prefetchSchema = z.looseObject({
  /** Of which items: their `x_url`, where it is of the page's own origin. */
  recommender: keySchema,
  /** Pages at most. Default 2. */
  limit: z.optional(z.int().check(z.gte(1), z.lte(10))),
});
export type Prefetch = z.infer<typeof prefetchSchema>;

/** The shop's versioned JSON. Data only: nothing in it is ever run. */
export const playbookSchema = z.looseObject({
  v: z.literal(1),
  /** The shop's own version, shown in traces and reports. */
  version: z.string().check(z.minLength(1), z.maxLength(100)),
  /** ISO 4217. */
  currency: z.optional(z.string().check(z.regex(/^[A-Z]{3}$/))),
  aggregates: z.optional(z.array(aggregateSchema).check(z.maxLength(100))),
  sequences: z.optional(z.array(sequenceSchema).check(z.maxLength(50))),
  scores: z.optional(z.array(scoreSchema).check(z.maxLength(50))),
  segments: z.optional(z.array(segmentSchema).check(z.maxLength(500))),
  journey: z.optional(journeySchema),
  experiments: z.optional(z.array(experimentSchema).check(z.maxLength(100))),
  holdout: z.optional(holdoutSchema),
  campaigns: z.optional(z.array(campaignSchema).check(z.maxLength(100))),
  /** Of all slots together. */
  caps: z.optional(capsSchema),
  recommenders: z.optional(z.array(recommenderSchema).check(z.maxLength(100))),
  prefetch: z.optional(prefetchSchema),
  /** What recommenders and predictions were trained on events; `aisle train` writes this list. */
  models: z.optional(z.array(modelReferenceSchema).check(z.maxLength(20))),
  slots: z.optional(z.array(slotSchema).check(z.maxLength(200))),
  triggers: z.optional(z.array(triggerSchema).check(z.maxLength(100))),
  /** Items with their cards, the most popular first. */
  catalogue: z.optional(z.array(catalogueItemSchema).check(z.maxLength(2000))),
});
export type Playbook = z.infer<typeof playbookSchema>;

/** Gives back the playbook that it was given, with every field known to the editor and to the compiler. */
export const definePlaybook = (playbook: Playbook): Playbook => playbook;
