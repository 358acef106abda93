import type { Purpose } from '@aisle/schema';

/**
 * How an input counted: it put the shopper into the audience, stayed below a limit, put the candidate before others, drew an
 * arm, gave a recommended item, or left items out.
 */
export type InputUse = 'audience' | 'limit' | 'order' | 'arm' | 'items' | 'left-out';

/** Something that a decision rests on, and under which purposes it may. Plain JSON. */
export interface ExplainedInput {
  /** As conditions call it; `recents` for products that were seen. */
  readonly fact: string;
  /** As it was read, null where there was none. Of `recents` the item that counted, or how many were seen. */
  readonly value: unknown;
  /** What of it, as the shop calls it: a category, a brand, a product. */
  readonly detail?: string;
  readonly use: InputUse;
  /** What was asked for, where that was not the fact itself: `segments.<id>`, `stage.<id>` or `experiments.<id>`. */
  readonly through?: string;
  /** Of what is counted from the past: the events it was counted from. */
  readonly events?: readonly string[];
  /** It is there only while all of them are granted; `necessary` alone: stored nowhere, the page, the device or the clock says it. */
  readonly purposes: readonly Purpose[];
}

/** A fact that was read, and what was asked for instead of it. */
export type Read = Pick<ExplainedInput, 'fact' | 'value' | 'detail' | 'through'>;
