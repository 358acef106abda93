import type { CatalogueItem } from '@aisle/schema';
import type { Pick } from '../decide/decision.js';
import type { Asked } from './asked.js';

/** An item that a strategy found, before it is said which one did. */
export type Found = Omit<Pick, 'strategy' | 'reason'>;

/** An item that something names, unless the catalogue does not have it. */
export const foundIn = ({ catalogue: { byId } }: Asked, itemId: string, because?: string): readonly Found[] => {
  const item = byId.get(itemId);
  return item ? [{ item, because }] : [];
};

/** Of two equally good ones the later counts less, but less and less so: what stands 15th counts half as much as what stands third. */
export const worthAt = (place: number): number => 1 / Math.log2(place + 2);

/** How much is to be said for an item, and what it follows from. */
export type Score = readonly [score: number, because?: string | undefined];

/** Gives the highest scores first, equal ones as they came. What has no score is left out. */
export const ranked = (
  items: readonly CatalogueItem[],
  scoreOf: (item: CatalogueItem, place: number) => Score,
): readonly Found[] => {
  const scored: { readonly item: CatalogueItem; readonly score: number; readonly because: string | undefined }[] = [];
  items.forEach((item, place) => {
    const [score, because] = scoreOf(item, place);
    if (score > 0) scored.push({ item, score, because });
  });
  return scored.sort((a, b) => b.score - a.score).map(({ item, because }) => ({ item, because }));
};
