import * as z from 'zod/mini';

const text = z.string().check(z.maxLength(2000));
// Any number: a shop's mistake in an amount is a mistake in a report, not a reason to lose the event.
const amount = z.number();

/** One product in an event, in GA4 words. Fields of a newer release are kept. */
export const itemSchema = z.looseObject({
  item_id: z.string().check(z.minLength(1), z.maxLength(200)),
  item_name: z.optional(text),
  item_brand: z.optional(text),
  item_category: z.optional(text),
  item_category2: z.optional(text),
  item_category3: z.optional(text),
  item_category4: z.optional(text),
  item_category5: z.optional(text),
  item_variant: z.optional(text),
  item_list_id: z.optional(text),
  item_list_name: z.optional(text),
  affiliation: z.optional(text),
  coupon: z.optional(text),
  location_id: z.optional(text),
  x_group_id: z.optional(text),
  /** Per unit, after discount, in the event's currency. */
  price: z.optional(amount),
  discount: z.optional(amount),
  quantity: z.optional(amount),
  /** Position in its list, from 0. */
  index: z.optional(amount),
});
export type Item = z.infer<typeof itemSchema>;

const availability = z.enum(['in_stock', 'out_of_stock', 'preorder', 'backorder']);

// A time without a zone would be another moment on every device.
const moment = z.string().check(z.regex(/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/));

/** A product as a card can show it: an item with the fields that only the catalogue carries. */
export const catalogueItemSchema = z.extend(itemSchema, {
  x_url: z.string().check(z.minLength(1), z.maxLength(2000)),
  x_image: z.optional(z.string().check(z.maxLength(2000))),
  x_list_price: z.optional(amount),
  x_availability: z.optional(availability),
  x_rating: z.optional(z.number().check(z.gte(0), z.lte(5))),
  /** When it came into the shop: a date (UTC), or a moment with its zone. */
  x_added_at: z.optional(moment),
  /** When it was last in stock again. */
  x_restocked_at: z.optional(moment),
});
export type CatalogueItem = z.infer<typeof catalogueItemSchema>;
