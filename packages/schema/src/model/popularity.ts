import * as z from 'zod/mini';

const ids = z.array(z.string().check(z.minLength(1), z.maxLength(200))).check(z.maxLength(200));

/** What is wanted most, overall, by category and by region: ids, the most wanted first. */
const rankingSchema = z.looseObject({
  all: ids,
  category: z.record(z.string(), ids),
  /** By ISO 3166-1 code. */
  region: z.record(z.string(), ids),
});
export type Ranking = z.infer<typeof rankingSchema>;

/** What is popular, and what is more wanted lately than before. Plain JSON. */
export const popularitySchema = z.looseObject({
  v: z.literal(1),
  kind: z.literal('popularity'),
  popular: rankingSchema,
  trending: rankingSchema,
});
export type PopularityModel = z.infer<typeof popularitySchema>;
