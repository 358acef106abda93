import * as z from 'zod/mini';

/** The form of an id in a playbook. */
export const keySchema = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,62}$/));

export const titleSchema = z.string().check(z.minLength(1), z.maxLength(200));

/** A JSON predicate over facts, with Mongo-style operators. Its operators are checked by the engine, not here. */
export const conditionSchema = z.record(z.string(), z.unknown());
export type Condition = z.infer<typeof conditionSchema>;
