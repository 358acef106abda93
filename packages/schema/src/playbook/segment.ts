import * as z from 'zod/mini';
import { conditionSchema, keySchema, titleSchema } from './condition.js';

/** A named condition that a shopper enters and leaves. May name only segments that stand before it. */
export const segmentSchema = z.looseObject({
  id: keySchema,
  title: titleSchema,
  description: z.optional(z.string()),
  /** Whom a merchandiser pictures: "Anna, buys presents". For people, never read by a device. */
  persona: z.optional(z.string()),
  /** The segment that this one is a part of: who is not in that one is not in this one. */
  parent: z.optional(keySchema),
  when: conditionSchema,
});
export type Segment = z.infer<typeof segmentSchema>;

export const stageIds = ['discovery', 'consideration', 'purchase', 'post-purchase', 'lapsed'] as const;

/** Where on the journey a shopper may be. */
export const stageSchema = z.looseObject({
  id: z.enum(stageIds),
  title: z.optional(titleSchema),
  when: conditionSchema,
});
export type Stage = z.infer<typeof stageSchema>;

/** The stages in the order of the journey. Of those that match the last one counts: the fact `stage`. */
export const journeySchema = z.looseObject({ stages: z.array(stageSchema).check(z.minLength(1), z.maxLength(5)) });
export type Journey = z.infer<typeof journeySchema>;
