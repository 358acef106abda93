import type { AisleEvent, Item } from '@aisle/schema';
import { objectsIn, own } from '../own.js';

/** What the profile reads of an event's item. Nothing here is stripped before sync, so a replay anywhere agrees. */
export interface ItemReading {
  readonly itemId: string;
  readonly quantity: number;
  readonly price?: number;
  readonly brand?: string;
  readonly categories: readonly string[];
}

// A name becomes a key of the profile, and assigning this one would replace its prototype.
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '' && value !== '__proto__';

/** Gives the value when it is a number to reckon with. A negative zero would not survive JSON. */
export const amountOf = (value: unknown): number | undefined =>
  Number.isFinite(value) ? Number(value) || 0 : undefined;

const levels = (['', 2, 3, 4, 5] as const).map((level) => `item_category${level}` as const);

/** Gives an item's categories, the broadest first, each once. */
export const categoriesOf = (item: Item): readonly string[] => [
  ...new Set(levels.map((level) => own(item, level)).filter(isText)),
];

const readingOf = (item: Item): ItemReading => {
  const price = amountOf(own(item, 'price'));
  const brand = own(item, 'item_brand');
  return {
    itemId: item.item_id,
    quantity: amountOf(own(item, 'quantity')) ?? 1,
    ...(price !== undefined && { price }),
    ...(isText(brand) && { brand }),
    categories: categoriesOf(item),
  };
};

/** Reads the items of an event; one without an id is not an item. */
export const readItems = (event: AisleEvent): readonly ItemReading[] =>
  objectsIn(own(event.params, 'items'))
    .filter((item) => isText(own(item, 'item_id')))
    .map(readingOf);

/** Gives an event's worth: its `value`, or else what its items add up to. */
export const valueOf = (event: AisleEvent, items: readonly ItemReading[]): number =>
  amountOf(own(event.params, 'value')) ??
  items.reduce((sum, item) => sum + (own(item, 'price') ?? 0) * item.quantity, 0);
