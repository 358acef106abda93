import * as z from 'zod/mini';
import { conditionSchema, keySchema, titleSchema } from './condition.js';

const eventName = z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/));
const path = z.string().check(z.minLength(1), z.maxLength(200));

/** How long back: one unit. */
export const windowSchema = z.union([
  z.looseObject({ minutes: z.number().check(z.gt(0)) }),
  z.looseObject({ hours: z.number().check(z.gt(0)) }),
  z.looseObject({ days: z.number().check(z.gt(0)) }),
]);
export type Window = z.infer<typeof windowSchema>;

/** Events of one name or several, by what they carry. */
export const eventPatternSchema = z.looseObject({
  event: z.union([eventName, z.array(eventName).check(z.minLength(1))]),
  /** What `where` and `field` look at: the event's `params` (default), or each of its items by itself. */
  per: z.optional(z.enum(['event', 'item'])),
  where: z.optional(conditionSchema),
});
export type EventPattern = z.infer<typeof eventPatternSchema>;

/** A number, or a value, over a shopper's past events: the fact `history.<id>`. */
export const aggregateSchema = z.extend(eventPatternSchema, {
  id: keySchema,
  title: z.optional(titleSchema),
  /** `daysSince` is the time since the last of them, in days with fractions. */
  fn: z.enum(['count', 'sum', 'average', 'max', 'distinct', 'first', 'last', 'daysSince']),
  /** Dotted path of the value. Needed by all but `count` and `daysSince`. */
  field: z.optional(path),
  /** Absent: ever. */
  within: z.optional(z.union([windowSchema, z.literal('session')])),
});
export type Aggregate = z.infer<typeof aggregateSchema>;

/** Steps in their order, without some other event since the first of them: the fact `history.<id>`, yes or no. */
export const sequenceSchema = z.looseObject({
  id: keySchema,
  title: z.optional(titleSchema),
  steps: z.array(eventPatternSchema).check(z.minLength(2), z.maxLength(5)),
  /** Any of these begins anew. */
  without: z.optional(z.array(eventPatternSchema)),
  /** From the first step to now. */
  within: windowSchema,
});
export type Sequence = z.infer<typeof sequenceSchema>;

/** A number that events add points to: the fact `scores.<id>`. */
export const scoreSchema = z.looseObject({
  id: keySchema,
  title: titleSchema,
  description: z.optional(z.string()),
  rules: z.array(z.extend(eventPatternSchema, { points: z.number() })).check(z.minLength(1)),
  /** Absent: points stay. */
  halfLifeDays: z.optional(z.number().check(z.gt(0))),
  /** The most it can be. */
  cap: z.optional(z.number().check(z.gt(0))),
});
export type Score = z.infer<typeof scoreSchema>;
