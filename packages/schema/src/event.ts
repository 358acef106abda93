import * as z from 'zod/mini';
import { itemSchema } from './item.js';
import { purposeSchema } from './purpose.js';

/** An event carries at most so many items (GA4's own limit). */
export const MAX_ITEMS = 200;

const text = z.string().check(z.maxLength(2000));
const id = z.string().check(z.minLength(8), z.maxLength(64), z.regex(/^[\w-]+$/));
const amount = z.number();

/** An event's parameters: GA4's, verbatim. Parameters not named here are kept as they came. */
export const paramsSchema = z.looseObject({
  items: z.optional(z.array(itemSchema).check(z.maxLength(MAX_ITEMS))),
  /** ISO 4217; what `value` and the items' prices are in. */
  currency: z.optional(z.string().check(z.regex(/^[A-Z]{3}$/))),
  /** Sum of price × quantity, without tax and shipping. */
  value: z.optional(amount),
  /** Empty is as good as absent. */
  transaction_id: z.optional(text),
  tax: z.optional(amount),
  shipping: z.optional(amount),
  coupon: z.optional(text),
  payment_type: z.optional(text),
  shipping_tier: z.optional(text),
  search_term: z.optional(text),
  page_location: z.optional(text),
  page_referrer: z.optional(text),
  page_title: z.optional(text),
});
export type Params = z.infer<typeof paramsSchema>;

/** A fact about what a shopper did, as it lies on the device and travels on the wire. Unknown names and fields are kept. */
export const eventSchema = z.looseObject({
  v: z.int().check(z.gte(1)),
  /** Random; the server keeps each id once. */
  id,
  /** A GA4 name (`view_item`), ours (`x_exposure`) or the shop's own. */
  name: z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/)),
  /** Wall time of the device, ms since 1970. Not to be trusted for order. */
  atMs: z.number().check(z.gte(0), z.lte(8.64e15)),
  /** Position in the session, from 0. */
  seq: z.int().check(z.gte(0)),
  /** Monotonic ms since the page began. */
  offsetMs: z.number().check(z.gte(0)),
  sessionId: id,
  /** Only when personalization and measurement were both granted. */
  visitorId: z.optional(id),
  params: paramsSchema,
  /** What was granted when the event was captured. */
  consent: z.looseObject({
    purposes: z.array(purposeSchema),
    /** The record on the device that proves it. */
    record: z.optional(id),
    policyVersion: z.optional(text),
    region: z.optional(z.enum(['opt-in', 'opt-out'])),
    /** The browser asked not to be sold or shared. */
    gpc: z.optional(z.boolean()),
  }),
  /** Happened before the answer to the consent question that allowed it. */
  retroactive: z.optional(z.boolean()),
  /** Absent for a shopper. Reports leave labelled traffic out unless asked. */
  traffic: z.optional(z.enum(['bot', 'replay', 'preview'])),
});
export type AisleEvent = z.infer<typeof eventSchema>;
