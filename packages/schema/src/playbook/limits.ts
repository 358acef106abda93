import * as z from 'zod/mini';
import { keySchema, titleSchema } from './condition.js';

const times = z.int().check(z.gte(1));
// With its zone: a shop's Friday is not the shopper's.
const moment = z.string().check(z.regex(/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?$/));

/** How often something may be seen, or a trigger fire. An exposure counts, a decision does not. */
export const capsSchema = z.looseObject({
  session: z.optional(times),
  /** In any 24 hours. */
  day: z.optional(times),
  ever: z.optional(times),
});
export type Caps = z.infer<typeof capsSchema>;

/** When something may be shown. */
export const scheduleSchema = z.looseObject({
  /** A date begins at midnight in `timeZone`; a moment may name its own offset. */
  from: z.optional(moment),
  until: z.optional(moment),
  days: z.optional(z.array(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])).check(z.minLength(1))),
  /** From inclusive, to exclusive; may run over midnight. */
  hours: z.optional(z.tuple([z.string().check(z.regex(/^\d\d:\d\d$/)), z.string().check(z.regex(/^\d\d:\d\d$/))])),
  /** IANA name, `Europe/Berlin`. Default: `days` and `hours` are the shopper's own, dates are UTC. */
  timeZone: z.optional(z.string().check(z.minLength(1))),
});
export type Schedule = z.infer<typeof scheduleSchema>;

/** When and how often something may be seen. */
export const limitsSchema = z.looseObject({
  schedule: z.optional(scheduleSchema),
  caps: z.optional(capsSchema),
  /** Hours after an exposure, or after a trigger fired, in which it does not come again. */
  coolDownHours: z.optional(z.number().check(z.gt(0))),
});
export type Limits = z.infer<typeof limitsSchema>;

/** Candidates, in any slots, that share their limits. */
export const campaignSchema = z.extend(limitsSchema, { id: keySchema, title: z.optional(titleSchema) });
export type Campaign = z.infer<typeof campaignSchema>;
