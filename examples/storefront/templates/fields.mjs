import { html } from './html.mjs';

// What a basket line needs beside what a card shows: name, picture and address are read off the card.
const FIELDS = ['item_id', 'item_brand', 'item_category', 'item_category2', 'item_category3', 'price', 'discount'];

/** A product's fields as the shop's script reads them, beside a card that can be put into the basket. */
export const fields = ({ item }) =>
  FIELDS.filter((name) => item[name] !== undefined).map(
    (name) => html`<span hidden data-field="${name}">${item[name]}</span>`,
  );

/** The same with bindings in the place of values. */
export const fieldsTemplate = FIELDS.map(
  (name) => html`<span hidden data-field="${name}" data-aisle-if="${name}" data-aisle-text="${name}"></span>`,
);
