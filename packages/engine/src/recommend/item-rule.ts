import type { CatalogueItem, ItemRule } from '@aisle/schema';
import { own } from '../own.js';
import { amountOf } from '../profile/item-reading.js';
import { type Catalogue, textIn } from './catalogue.js';

/** Tells of an item whether something is so. */
export type ItemTest = (item: CatalogueItem) => boolean;

/** Gives the test of what is stated of items, in a filter or a boost. What is no list, or no number, states nothing. */
export const itemTest = (rule: ItemRule, { categoriesOf }: Catalogue): ItemTest => {
  const listed = (
    field: 'items' | 'categories' | 'brands',
    namesOf: (item: CatalogueItem) => readonly unknown[],
  ): readonly ItemTest[] => {
    const names: unknown = own(rule, field);
    return Array.isArray(names) ? [(item) => namesOf(item).some((name) => names.includes(name))] : [];
  };
  const tests = [
    ...listed('items', (item) => [item.item_id]),
    ...listed('categories', categoriesOf),
    ...listed('brands', (item) => [textIn(item, 'item_brand')]),
  ];
  const [minPrice, maxPrice] = [amountOf(own(rule, 'minPrice')), amountOf(own(rule, 'maxPrice'))];
  // An item without a price is in no price band.
  const fitsPrice = (price = NaN): boolean => price >= (minPrice ?? -Infinity) && price <= (maxPrice ?? Infinity);
  if (minPrice !== undefined || maxPrice !== undefined) tests.push((item) => fitsPrice(amountOf(own(item, 'price'))));
  return (item) => tests.every((test) => test(item));
};
