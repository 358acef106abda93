import type { CatalogueItem } from '@aisle/schema';
import { textIn } from './catalogue.js';

/** A moment that an item names, ms since 1970; NaN where it names none. */
export const momentOf = (item: CatalogueItem, field: 'x_added_at' | 'x_restocked_at'): number =>
  Date.parse(textIn(item, field));
