import * as z from 'zod/mini';
import { batchSchema } from './batch.js';
import { eventSchema } from './event.js';

/** What a page says of its visitor's id, so that the shop's server keeps it in a cookie. */
export const visitorSchema = z.looseObject({
  v: z.literal(1),
  /** The site's public write key. */
  site: batchSchema.shape.site,
  /** The id that events carry as `visitorId`. */
  id: eventSchema.shape.sessionId,
  /** For how long it has been this visitor's, ms; as from now when left out. */
  ageMs: z.optional(z.number().check(z.gte(0))),
});
export type Visitor = z.infer<typeof visitorSchema>;

/** What a page says when the id is to be forgotten. */
export const visitorEndSchema = z.looseObject({ v: z.literal(1), site: batchSchema.shape.site });
export type VisitorEnd = z.infer<typeof visitorEndSchema>;

/** The 200 answer: the id that holds from now on, and its age. */
export const visitorAnswerSchema = z.object({ id: visitorSchema.shape.id, ageMs: z.number().check(z.gte(0)) });
export type VisitorAnswer = z.infer<typeof visitorAnswerSchema>;
