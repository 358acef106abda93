import type { CatalogueItem, ItemRule } from '@aisle/schema';
import { own } from '../own.js';
import { amountOf } from '../profile/item-reading.js';
import { type Catalogue, textIn } from './catalogue.js';
import { countIn } from './likeness.js';

/** Tells of an item whether something is so. */
export type ItemTest = (item: CatalogueItem) => boolean;

/** Gives the test of what is stated of items, in a filter or a boost. What is no list, or no number, states nothing. */
export const itemTest = (rule: ItemRule, { categoriesOf }: Catalogue): ItemTest => {
  const fits = (field: 'items' | 'categories' | 'brands', names: readonly string[]): boolean => {
    const stated = own(rule, field);
    return !Array.isArray(stated) || countIn(names, stated) > 0;
  };
  const [minPrice, maxPrice] = [amountOf(own(rule, 'minPrice')), amountOf(own(rule, 'maxPrice'))];
  return (item) => {
    // An item without a price is in no price band.
    const price = amountOf(own(item, 'price')) ?? NaN;
    return (
      fits('items', [item.item_id]) &&
      fits('categories', categoriesOf(item)) &&
      fits('brands', [textIn(item, 'item_brand')]) &&
      ((minPrice ?? maxPrice) === undefined || (price >= (minPrice ?? price) && price <= (maxPrice ?? price)))
    );
  };
};
