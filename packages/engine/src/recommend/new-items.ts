import type { CatalogueItem } from '@aisle/schema';
import { own } from '../own.js';
import { amountOf } from '../profile/item-reading.js';
import type { Asked } from './asked.js';
import { momentOf } from './moment-of.js';
import { ranked } from './found.js';

const addedAtMs = (item: CatalogueItem): number => momentOf(item, 'x_added_at');

const dayMs = 86_400_000;
const WITHIN_DAYS = 30;

/** What came into the shop not long ago, the newest first. */
export const newItems = ({
  catalogue: { items, once },
  context: { nowMs },
  recommender,
}: Asked): readonly CatalogueItem[] => {
  const mostMs = (amountOf(own(recommender, 'withinDays')) ?? WITHIN_DAYS) * dayMs;
  const cameAtMs = once(addedAtMs);
  return ranked(items, (item) => {
    const ageMs = nowMs - cameAtMs(item);
    return [ageMs < 0 ? 0 : mostMs - ageMs];
  }).map(({ item }) => item);
};
