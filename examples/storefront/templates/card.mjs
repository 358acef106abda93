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

/**
 * A product as it stands in a list.
 *
 * @param at.index - Its place in the list, from 0, for the shop's own data layer.
 */
export const card = (product, { note, index } = {}) =>
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
  </li>`;

const becauseLine = html`<span class="card__note" data-aisle-if="because"
  >You looked at <span data-aisle-text="because"></span
></span>`;

/** The same card with bindings in the place of values. */
export const cardTemplate = ({ saysWhy }) =>
  html`<li class="card" data-aisle-each="items">
    <a class="card__link" data-aisle-attr="href:x_url">
      <img class="card__image" data-aisle-attr="src:x_image" alt="" width="400" height="400" decoding="async" />
      <span class="card__words">
        ${saysWhy && becauseLine}
        <span class="card__name" data-aisle-text="item_name"></span>
        <span class="card__brand" data-aisle-text="item_brand"></span>
        <span class="card__price">
          <span data-aisle-money="price"></span>
          <s data-aisle-if="x_list_price" data-aisle-money="x_list_price"></s>
        </span>
      </span>
    </a>
  </li>`;
