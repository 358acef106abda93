import * as z from 'zod/mini';
import { keySchema, titleSchema } from './condition.js';

/** A named strategy. An unknown strategy answers nothing, so its fallback does. */
export const recommenderSchema = z.looseObject({
  id: keySchema,
  title: z.optional(titleSchema),
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
  fallback: z.optional(keySchema),
});
export type Recommender = z.infer<typeof recommenderSchema>;
