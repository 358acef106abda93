import * as z from 'zod/mini';

const count = z.int().check(z.gte(0));

/**
 * Where a page finds a model, and which bytes it takes for it. A kind it does not know is left alone.
 *
 * `neighbours` (seen one after the other), `together` (bought in one order) and `similar` (alike by what the catalogue says) are
 * artifacts of item neighbours; `popularity` and `propensity` are JSON.
 */
export const modelReferenceSchema = z.looseObject({
  kind: z.string().check(z.minLength(1), z.maxLength(64)),
  /**
   * Relative to the playbook. Other bytes have another address, so that they may be kept for ever. Of shards: their folder, with
   * `manifest.json`, `0.bin`, `1.bin` and so on.
   */
  url: z.string().check(z.minLength(1), z.maxLength(2000)),
  /** SHA-256 of the bytes, in hexadecimal digits. Of shards: of their manifest. */
  hash: z.string().check(z.regex(/^[\da-f]{64}$/)),
  /** The version of the form; a page leaves alone what it cannot read. */
  format: z.int().check(z.gte(1)),
  /** Of shards: of their manifest. */
  bytes: count,
  /** How many files the items are spread over; absent: one. */
  shards: z.optional(z.int().check(z.gte(1), z.lte(1_000_000))),
});
export type ModelReference = z.infer<typeof modelReferenceSchema>;
