import * as z from 'zod/mini';
import { keySchema } from '../playbook/condition.js';

const number = z.number();
const count = z.int().check(z.gte(0));
const share = z.number().check(z.gte(0), z.lte(1));
const place = z.int().check(z.gte(0), z.lte(255));

const described = {
  /** The fact is `predictions.<id>`. */
  id: keySchema,
  /** Of this training: another one is another version. */
  version: z.string().check(z.minLength(1), z.maxLength(64)),
  /** What the number is the probability of; `category` has one for each category. */
  target: z.enum(['buy', 'churn', 'category']),
  /** Of `churn`: days without another session. */
  days: z.optional(z.number().check(z.gt(0))),
  features: z.looseObject({
    /** Of the meaning of the names: another one is refused. What has another form is another kind. `docs/predict-a-purchase.md` lists them. */
    version: z.int().check(z.gte(1)),
    names: z.array(z.string().check(z.minLength(1), z.maxLength(100))).check(z.minLength(1), z.maxLength(256)),
  }),
  /** From the model's own scale to a probability: points, both rising, with straight lines between them. */
  calibration: z.array(z.tuple([number, share])).check(z.minLength(1), z.maxLength(256)),
  trainedOn: z.optional(
    z.looseObject({
      events: count,
      visitors: count,
      /** Moments at which a prediction is asked for, and how many of them came true. */
      examples: count,
      positives: count,
      fromMs: number,
      untilMs: number,
    }),
  ),
  /** Measured on the last days, which training did not see. */
  metrics: z.optional(
    z.looseObject({
      examples: count,
      positives: count,
      /** Null where all came true, or nothing. */
      auc: z.nullable(share),
      brier: share,
      /** Brier score of saying the training's share to everybody. */
      baseBrier: share,
      /** Tenths of the examples by prediction: what was predicted, what came true, how many. */
      curve: z.array(z.tuple([share, share, count])),
    }),
  ),
};

const logisticSchema = z.looseObject({
  ...described,
  kind: z.literal('logistic'),
  bias: number,
  /** For each feature: weight, half, missing. A feature x adds weight × x / (|x| + half), one that is not there `missing`. */
  terms: z.array(z.tuple([number, number.check(z.gt(0)), number])).check(z.minLength(1), z.maxLength(256)),
});

/** A leaf's value, or a question: to the right from `limit` on, else on to the next node. */
const nodeSchema = z.union([
  number,
  z.tuple([
    place,
    number,
    /** Where right is: further on in the list. */
    place,
    /** Where to go when the feature is missing: 1 is right. */
    z.union([z.literal(0), z.literal(1)]),
  ]),
]);

const treesSchema = z.looseObject({
  ...described,
  kind: z.literal('trees'),
  bias: number,
  /** Nodes of each tree, every one before its branches. */
  trees: z.array(z.array(nodeSchema).check(z.minLength(1), z.maxLength(255))).check(z.maxLength(256)),
});

/** A propensity model as it is shipped: a few kB of JSON. What belongs together is checked by the engine, which refuses it whole. */
export const propensitySchema = z.discriminatedUnion('kind', [logisticSchema, treesSchema]);
export type PropensityModel = z.infer<typeof propensitySchema>;
export type LogisticModel = z.infer<typeof logisticSchema>;
export type TreesModel = z.infer<typeof treesSchema>;
/** One node of a tree: a leaf's value, or feature, limit, where right is, and 1 when what is missing goes right. */
export type TreeNode = z.infer<typeof nodeSchema>;
