import { fields, fieldsTemplate } from './fields.mjs';
import { html, money } from './html.mjs';

const NOTES = { out_of_stock: 'Sold out', preorder: 'Pre-order' };

/** What stands over a card's brand: stock first, then what the list says of it. */
const noteOf = ({ availability, listPrice }, note) => NOTES[availability] ?? note ?? (listPrice ? 'Reduced' : '');

const noteLine = (note) => note && html`<span class="card__note">${note}</span>`;

const priceLine = ({ price, listPrice }) =>
  html`<span class="card__price">
    <span>${money(price)}</span>
    ${listPrice && html`<s>${money(listPrice)}</s>`}
  </span>`;

// The button waits for the shop's script: until then a click would be lost.
const addButton = (name) =>
  html`<button class="card__add" type="button" data-add-card disabled>
    <span data-add-words>Add</span> <span class="unseen" ${name.bound}>${name.words}</span>
    <span data-add-words>to basket</span>
  </button>`;

/**
 * A product as it stands in a list.
 *
 * @param at.index - Its place in the list, from 0, for the shop's own data layer.
 * @param at.canAdd - It has a button that puts it into the basket.
 */
export const card = (product, { note, index, canAdd } = {}) =>
  html`<li
    class="card"
    data-price="${product.price}"
    data-rating="${product.rating}"
    data-stock="${product.availability}"
  >
    <a
      class="card__link"
      href="${product.url}"
      ${index === undefined ? '' : html` data-item="${JSON.stringify({ ...product.item, index })}"`}
    >
      <img class="card__image" src="${product.image}" alt="" width="400" height="400" loading="lazy" decoding="async" />
      <span class="card__words">
        ${noteLine(noteOf(product, note))}
        <span class="card__name">${product.name}</span>
        <span class="card__brand">${product.brand}</span>
        ${priceLine(product)}
      </span>
    </a>
    ${canAdd && [fields(product), addButton({ words: product.name })]}
  </li>`;

const whyLine = html`<span class="card__why" data-aisle-if="reason" data-aisle-text="reason"></span>`;

/** The same card with bindings in the place of values; with the reason why it is there, when the row says so. */
export const cardTemplate = ({ saysWhy, canAdd }) =>
  html`<li class="card" data-aisle-each="items">
    <a class="card__link" data-aisle-attr="href:x_url">
      <img class="card__image" data-aisle-attr="src:x_image" alt="" width="400" height="400" decoding="async" />
      <span class="card__words">
        <span class="card__name" data-aisle-text="item_name"></span>
        <span class="card__brand" data-aisle-text="item_brand"></span>
        <span class="card__price">
          <span data-aisle-money="price"></span>
          <s data-aisle-if="x_list_price" data-aisle-money="x_list_price"></s>
        </span>
        ${saysWhy && whyLine}
      </span>
    </a>
    ${canAdd && [fieldsTemplate, addButton({ bound: html` data-aisle-text="item_name"` })]}
  </li>`;
