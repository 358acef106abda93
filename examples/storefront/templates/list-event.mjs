/** What the theme tells its data layer about a list it shows: an event's name and its `ecommerce` part. */
export const listEvent = ({ id, name }, products, currency) => [
  'view_item_list',
  {
    currency,
    item_list_id: id,
    item_list_name: name,
    items: products.map(({ item }, index) => ({ ...item, index, quantity: 1 })),
  },
];
