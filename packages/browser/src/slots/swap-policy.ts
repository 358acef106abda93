import type { Slot } from '@aisle/schema';

/** How a slot may still change. Without words: within the budget. */
export type SwapRules = Pick<Slot, 'swap' | 'budgetMs'>;

const DEFAULT_BUDGET_MS = 500;

/**
 * Whether a slot in front of the shopper may still change: it is not swapped under their eyes.
 *
 * @param elapsedMs - Since this page view began.
 */
export const maySwap = ({ swap, budgetMs = DEFAULT_BUDGET_MS }: SwapRules, elapsedMs: number): boolean => {
  if (swap === 'offscreen-only') return false;
  // What is known before the first paint was decided on the view before, so `next-view` may show it, too.
  if (performance.getEntriesByType('paint').length === 0) return true;
  return swap !== 'before-paint' && swap !== 'next-view' && elapsedMs <= budgetMs;
};
