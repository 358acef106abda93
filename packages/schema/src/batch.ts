import * as z from 'zod/mini';

/** Most events one batch may carry. */
export const MAX_BATCH_EVENTS = 1000;

/**
 * What the outbox sends at once.
 *
 * Events are validated one by one behind this envelope, so that a bad one does not sink its batch.
 */
export const batchSchema = z.looseObject({
  v: z.literal(1),
  /** The site's public write key. */
  site: z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,62}$/)),
  sentAtMs: z.number().check(z.gte(0), z.lte(8.64e15)),
  /** The browser asked not to be sold or shared (Global Privacy Control). */
  gpc: z.optional(z.boolean()),
  /** Events dropped since the last batch, by reason. */
  drops: z.optional(z.record(z.string().check(z.maxLength(64)), z.int().check(z.gte(0)))),
  events: z.array(z.unknown()).check(z.maxLength(MAX_BATCH_EVENTS)),
});
export type Batch = z.infer<typeof batchSchema>;

/** The server's word on one event. Each of the three is final: the browser may forget the event. */
export const eventResultSchema = z.object({
  /** Null when the rejected event carried no readable id. */
  id: z.nullable(z.string()),
  status: z.enum(['accepted', 'duplicate', 'rejected']),
  code: z.optional(z.string()),
  /** JSON path of the field at fault. */
  field: z.optional(z.string()),
});
export type EventResult = z.infer<typeof eventResultSchema>;

/** The 202 answer: one result per event, in the batch's order. */
export const batchAnswerSchema = z.object({ results: z.array(eventResultSchema) });
export type BatchAnswer = z.infer<typeof batchAnswerSchema>;

/** Every answer that is not 2xx: who must act, on which field, and how to fix it. */
export const errorAnswerSchema = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    field: z.optional(z.string()),
    fix: z.optional(z.string()),
  }),
});
export type ErrorAnswer = z.infer<typeof errorAnswerSchema>;
