import * as z from 'zod/mini';
import { keySchema, titleSchema } from './condition.js';

/** Every strategy this release knows; `docs/recommend-products.md` says what each needs. */
export const strategyIds = [
  'recently-viewed',
  'back-in-stock',
  'price-drop',
  'also-viewed',
  'bought-together',
  'cross-sell',
  'similar',
  'popular',
  'trending',
  'best-in-category',
  'in-your-categories',
  'new-in-your-categories',
  'personal-picks',
  'search',
  'remote',
] as const;
export type StrategyId = (typeof strategyIds)[number];

const names = z.optional(z.array(z.string().check(z.minLength(1), z.maxLength(200))).check(z.maxLength(500)));

/** Items by what the catalogue says of them now; all that is stated must fit. */
const itemRuleSchema = z.looseObject({
  /** Their `item_id`s. */
  items: names,
  /** One of these categories, at any level. */
  categories: names,
  brands: names,
  /** Both inclusive; an item without a price is in no band. */
  minPrice: z.optional(z.number()),
  maxPrice: z.optional(z.number()),
});
export type ItemRule = z.infer<typeof itemRuleSchema>;

/** Lifts some items, or buries them. */
export const boostSchema = z.extend(itemRuleSchema, {
  /** Above 1 boosts, below 1 buries, 0 is last. With 2 the 15th stands where the third stood, or so. All that fit multiply. */
  weight: z.number().check(z.gte(0), z.lte(100)),
});
export type Boost = z.infer<typeof boostSchema>;

/** An item that has its place, unless a filter leaves it out. */
export const pinSchema = z.looseObject({
  /** Its `item_id`. */
  item: z.string().check(z.minLength(1), z.maxLength(200)),
  /** From 1. */
  place: z.int().check(z.gte(1), z.lte(50)),
});
export type Pin = z.infer<typeof pinSchema>;

/** A service that is asked for items; where it is, when a page may not say it in code. */
const remoteSchema = z.looseObject({
  /** Asked by GET, without credentials. Relative to the page; https elsewhere. */
  url: z.optional(z.string().check(z.minLength(1), z.maxLength(2000))),
  /** When it is given up. Default 300, and no longer than a slot that shows it may change. */
  timeoutMs: z.optional(z.int().check(z.gte(1), z.lte(10_000))),
  /**
   * What a shopper must have agreed to, beside personalization: `measurement` where the service works for the shop alone,
   * `sharing` where it does not. Default: `measurement` for an address of the page's own origin, else `sharing`.
   */
  purpose: z.optional(z.enum(['measurement', 'sharing'])),
});
export type Remote = z.infer<typeof remoteSchema>;

/** A named strategy. An unknown strategy answers nothing, so its fallback does. */
export const recommenderSchema = z.extend(itemRuleSchema, {
  id: keySchema,
  title: z.optional(titleSchema),
  /** One of `strategyIds`; later releases know more. */
  strategy: z.string().check(z.minLength(1)),
  /** Which items to leave out. Default: what the strategy says. */
  exclude: z.optional(z.array(z.enum(['cart', 'purchased', 'viewed', 'current']))),
  /** Keep only items whose availability is in_stock, preorder, backorder or not stated. Default true. */
  availableOnly: z.optional(z.boolean()),
  boosts: z.optional(z.array(boostSchema).check(z.maxLength(50))),
  /** Of the recommender that is asked; those of its fallbacks do not count. */
  pins: z.optional(z.array(pinSchema).check(z.maxLength(50))),
  /** Absent: the best as they come, and be they all alike. */
  diversity: z.optional(
    z.looseObject({
      by: z.enum(['category', 'brand']),
      /** How much being unlike those before counts against being good. Default 0.25: something else is looked for among the next ten. */
      strength: z.optional(z.number().check(z.gte(0), z.lte(1))),
    }),
  ),
  /** Of `new-in-your-categories`: how many days an item is new. Default 30. */
  withinDays: z.optional(z.number().check(z.gt(0))),
  /** Of `remote`: the service. */
  remote: z.optional(remoteSchema),
  /** Why an item is there, in a shopper's words. `{because}` is the name of the product, category or brand it follows from. */
  reason: z.optional(z.string().check(z.minLength(1), z.maxLength(200))),
  /** The recommender that fills up what this one leaves empty. */
  fallback: z.optional(keySchema),
});
export type Recommender = z.infer<typeof recommenderSchema>;
