import * as z from 'zod/mini';
import { conditionSchema, keySchema, titleSchema } from './condition.js';
import { eventPatternSchema } from './history.js';
import { limitsSchema } from './limits.js';

const DAY_SECONDS = 86_400;
const seconds = z.number().check(z.gte(1), z.lte(DAY_SECONDS));

/** When a trigger looks at its condition. One that is unknown would never come, and nobody would hear of that: it is refused. */
export const momentSchema = z.discriminatedUnion('moment', [
  /** An event of this name is recorded, with what `where` asks of it. */
  z.looseObject({ moment: z.literal('event'), ...eventPatternSchema.shape }),
  /** A segment is entered, unless it says `left`. */
  z.looseObject({
    moment: z.literal('segment'),
    segment: keySchema,
    change: z.optional(z.enum(['entered', 'left'])),
  }),
  /** The pointer leaves through the top of the window; with a finger: a quick pull down, which brings the address bar back. */
  z.looseObject({ moment: z.literal('exit') }),
  /** So much of the page's height was scrolled into sight. */
  z.looseObject({ moment: z.literal('scroll'), share: z.number().check(z.gt(0), z.lte(1)) }),
  /** The page was in sight for so long, all in all. */
  z.looseObject({ moment: z.literal('dwell'), seconds }),
  /** The page is in sight, and for so long there was no key, touch, scroll or move of the pointer. */
  z.looseObject({ moment: z.literal('idle'), seconds }),
  /** After so long the page is seen again, or a new session begins. Default 30 minutes. */
  z.looseObject({ moment: z.literal('return'), minutes: z.optional(z.number().check(z.gte(1))) }),
]);
export type Moment = z.infer<typeof momentSchema>;

/** What happens. A device leaves out what it does not know; `aisle.on('trigger')` hears of it anyway. */
export const actionSchema = z.looseObject({
  /** Records an event of the shop's own, with `params` and the trigger's id as `trigger`. No `page_view`: with it a page begins. */
  event: z.optional(z.string().check(z.regex(/^(?!x_|page_view$)[A-Za-z][A-Za-z0-9_]{0,63}$/))),
  params: z.optional(z.record(z.string(), z.unknown())),
  /** Decides a slot anew; one in sight changes only as its `swap` allows. */
  fill: z.optional(keySchema),
});
export type Action = z.infer<typeof actionSchema>;

/** A condition plus a moment, that makes something happen: at most once in a page view, and never for who is held out. */
export const triggerSchema = z.extend(limitsSchema, {
  id: keySchema,
  title: z.optional(titleSchema),
  on: momentSchema,
  /** Absent: everybody. Sees every fact. */
  when: z.optional(conditionSchema),
  do: z.optional(actionSchema),
});
export type Trigger = z.infer<typeof triggerSchema>;
