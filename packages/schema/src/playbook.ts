import * as z from 'zod/mini';
import { catalogueItemSchema } from './item.js';

const key = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,62}$/));
const title = z.string().check(z.minLength(1), z.maxLength(200));

/** A JSON predicate over facts, with Mongo-style operators. Its operators are checked by the engine, not here. */
export const conditionSchema = z.record(z.string(), z.unknown());
export type Condition = z.infer<typeof conditionSchema>;

/** A named condition that a shopper enters and leaves. May name only segments that stand before it. */
export const segmentSchema = z.looseObject({
  id: key,
  title,
  description: z.optional(z.string()),
  when: conditionSchema,
});
export type Segment = z.infer<typeof segmentSchema>;

/** A named strategy. An unknown strategy answers nothing, so its fallback does. */
export const recommenderSchema = z.looseObject({
  id: key,
  title: z.optional(title),
  /** `recently-viewed`, `popular`, `in-your-categories`; later releases know more. */
  strategy: z.string().check(z.minLength(1)),
  /** Which items to leave out. */
  exclude: z.optional(z.array(z.enum(['cart', 'purchased', 'viewed', 'current']))),
  /** Keep only items whose availability is in_stock, preorder, backorder or not stated. Default true. */
  availableOnly: z.optional(z.boolean()),
  /** Keep only items of one of these categories, at any level. */
  categories: z.optional(z.array(z.string())),
  minPrice: z.optional(z.number()),
  maxPrice: z.optional(z.number()),
  /** The recommender that fills up what this one leaves empty. */
  fallback: z.optional(key),
});
export type Recommender = z.infer<typeof recommenderSchema>;

/** One thing a slot may show: content, a recommender's items, or both. */
export const candidateSchema = z.looseObject({
  id: key,
  title: z.optional(title),
  /** Absent: everybody. */
  when: z.optional(conditionSchema),
  /** The highest that matches wins; equal ones go by their order. Default 0. */
  priority: z.optional(z.number()),
  /** Plain values for the page's template. Never HTML. */
  content: z.optional(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))),
  recommend: z.optional(
    z.looseObject({
      recommender: key,
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
  id: key,
  title: z.optional(title),
  /** Default `within-budget`. */
  swap: z.optional(swapSchema),
  /** How long after the page began a visible slot may still change. Default 500. */
  budgetMs: z.optional(z.number().check(z.gte(0))),
  candidates: z.array(candidateSchema).check(z.maxLength(200)),
});
export type Slot = z.infer<typeof slotSchema>;

/** The shop's versioned JSON. Data only: nothing in it is ever run. */
export const playbookSchema = z.looseObject({
  v: z.literal(1),
  /** The shop's own version, shown in traces and reports. */
  version: z.string().check(z.minLength(1), z.maxLength(100)),
  /** ISO 4217. */
  currency: z.optional(z.string().check(z.regex(/^[A-Z]{3}$/))),
  segments: z.optional(z.array(segmentSchema).check(z.maxLength(500))),
  recommenders: z.optional(z.array(recommenderSchema).check(z.maxLength(100))),
  slots: z.optional(z.array(slotSchema).check(z.maxLength(200))),
  /** Items with their cards, the most popular first. */
  catalogue: z.optional(z.array(catalogueItemSchema).check(z.maxLength(2000))),
});
export type Playbook = z.infer<typeof playbookSchema>;
