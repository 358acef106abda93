import * as z from 'zod/mini';
import { batchSchema } from './batch.js';
import { eventSchema } from './event.js';

/** Most ids one withdrawal may name. */
export const MAX_WITHDRAWN_IDS = 200;

/**
 * Takes consent back: all that the server holds of these ids goes, and what arrives of them later is dropped.
 *
 * It carries no events. Each id is random and known to one device and the server alone, so knowing it is the right to withdraw it.
 */
export const withdrawalSchema = z.looseObject({
  v: z.literal(1),
  /** The site's public write key. */
  site: batchSchema.shape.site,
  /** The visitor's id, sessions' ids, or both, as events carried them. */
  ids: z.array(eventSchema.shape.sessionId).check(z.minLength(1), z.maxLength(MAX_WITHDRAWN_IDS)),
});
export type Withdrawal = z.infer<typeof withdrawalSchema>;

/** The 200 answer, after the durable commit. A withdrawal that is repeated finds nothing more and answers 0. */
export const withdrawalAnswerSchema = z.object({ erased: z.int().check(z.gte(0)) });
export type WithdrawalAnswer = z.infer<typeof withdrawalAnswerSchema>;
