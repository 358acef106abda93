import type { ItemReading } from './item-reading.js';
import type { SeenItem } from './profile.js';

const maxKept = 50;

/** Puts viewed items in their place by time. A view that arrives late counts, but does not overwrite newer words. */
export const addRecents = (
  recents: readonly SeenItem[],
  items: readonly ItemReading[],
  viewedAtMs: number,
): readonly SeenItem[] => {
  let next = recents;
  for (const { quantity: _, ...item } of items) {
    const had = next.find(({ itemId }) => itemId === item.itemId);
    const views = (had?.views ?? 0) + 1;
    const seen = had && had.atMs > viewedAtMs ? { ...had, views } : { ...item, atMs: viewedAtMs, views };
    const others = next.filter((other) => other !== had);
    // Of two seen in the same moment the one that was named last stands first.
    const place = others.findIndex(({ atMs }) => atMs <= seen.atMs);
    next = others.toSpliced(place < 0 ? others.length : place, 0, seen);
  }
  return next.slice(0, maxKept);
};
