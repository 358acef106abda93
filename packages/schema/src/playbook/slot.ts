import * as z from 'zod/mini';
import { conditionSchema, keySchema, titleSchema } from './condition.js';
import { capsSchema, limitsSchema } from './limits.js';

/** One thing a slot may show: content, a recommender's items, or both. With neither it is the default content. */
export const candidateSchema = z.extend(limitsSchema, {
  id: keySchema,
  title: z.optional(titleSchema),
  /** Absent: everybody. */
  when: z.optional(conditionSchema),
  /** The highest that matches wins. Default 0. */
  priority: z.optional(z.number()),
  /** Among those of one priority the highest weighted score wins; equal ones go by their order. Default 0. */
  weight: z.optional(z.number()),
  /** Adds to `weight`: a fact's name, and what one of it is worth. A fact that is no number adds nothing. */
  weighted: z.optional(z.record(z.string(), z.number())),
  /** The campaign whose limits it shares. */
  campaign: z.optional(keySchema),
  /** Only for shoppers in this arm: a variation, or levels of a multivariate test. */
  experiment: z.optional(
    z.looseObject({
      id: keySchema,
      /** Of a multivariate test its levels joined with `_`. */
      variation: z.optional(z.string().check(z.regex(/^[a-z0-9][a-z0-9_-]{0,250}$/))),
      levels: z.optional(z.record(z.string(), keySchema)),
    }),
  ),
  /** Plain values for the page's template. Never HTML. */
  content: z.optional(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))),
  recommend: z.optional(
    z.looseObject({
      recommender: keySchema,
      /** Items at most. Default 8. */
      limit: z.optional(z.int().check(z.gte(1), z.lte(50))),
      /** With fewer items than this the candidate does not match. Default 1. */
      atLeast: z.optional(z.int().check(z.gte(1))),
    }),
  ),
});
export type Candidate = z.infer<typeof candidateSchema>;

/** When a slot may still change. Late is worse than never. */
export const swapSchema = z.enum(['before-paint', 'within-budget', 'offscreen-only', 'next-view']);
export type Swap = z.infer<typeof swapSchema>;

/** A place in the page that Aisle may fill. */
export const slotSchema = z.looseObject({
  id: keySchema,
  title: z.optional(titleSchema),
  /** Default `within-budget`. */
  swap: z.optional(swapSchema),
  /** How long after the page began a visible slot may still change. Default 500. */
  budgetMs: z.optional(z.number().check(z.gte(0))),
  /** Of all its candidates together. */
  caps: z.optional(capsSchema),
  candidates: z.array(candidateSchema).check(z.maxLength(200)),
});
export type Slot = z.infer<typeof slotSchema>;
