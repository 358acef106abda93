/**
 * Whether a slot in front of the shopper may still change: it is not swapped under their eyes.
 *
 * @param budgetMs - As published: 0 only before the first paint, -1 never.
 * @param elapsedMs - Since this page view began; below 0 it is about to.
 */
export const maySwap = (budgetMs: number, elapsedMs: number): boolean =>
  budgetMs >= 0 && (elapsedMs <= budgetMs || performance.getEntriesByType('paint').length === 0);
