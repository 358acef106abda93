import { fields, fieldsTemplate } from './fields.mjs';
import { html, money } from './html.mjs';

// The slot's template has the same box as its default content: two pictures, two lines, a sum, a button.

const picture = ({ src, link }) =>
  html`<span class="pair__picture"
    ><a ${link} tabindex="-1" aria-hidden="true"
      ><img ${src} alt="" width="400" height="400" loading="lazy" decoding="async" /></a
  ></span>`;

const thisOne = ({ name, price }) =>
  html`<li class="pair__line">
    <span class="pair__name"><span class="quiet">This</span> ${name}</span>
    <span class="pair__price">${money(price)}</span>
  </li>`;

const box = ({ title, product, otherPicture, otherLine, why, sum }) =>
  html`<h2 class="pair__title" ${title.bound}>${title.words}</h2>
    <form class="pair__box" data-pair>
      <div class="pair__pictures">
        <span class="pair__picture"
          ><img src="${product.image}" alt="" width="400" height="400" loading="lazy" decoding="async"
        /></span>
        <span class="pair__plus" aria-hidden="true"></span>
        ${otherPicture}
      </div>
      <div class="pair__words">
        <ul class="pair__lines">
          ${thisOne(product)} ${otherLine}
        </ul>
        <p class="pair__why">${why}</p>
        <p class="pair__sum">Together <strong data-pair-sum>${sum}</strong></p>
        <button class="button" type="submit" disabled>Add both to basket</button>
      </div>
    </form>`;

/**
 * The product and what is bought with it, in one click. Until that is known, the best seller of the shelf beside it.
 *
 * What is sold out has no pair: half of it could not be bought.
 */
export const boughtTogether = (shop, product) => {
  const other = shop.companionOf(product);
  if (product.availability === 'out_of_stock' || !other) return '';
  return html`<section class="pair" data-aisle-slot="bought-together">
    ${box({
      title: { words: 'Goes well with it' },
      product,
      otherPicture: picture({ src: html` src="${other.image}"`, link: html` href="${other.url}"` }),
      otherLine: html`<li class="pair__line" data-pair-other>
        <a class="pair__name" href="${other.url}">${other.name}</a>
        <span class="pair__price">${money(other.price)}</span>
        ${fields(other)}
      </li>`,
      why: '',
      sum: money(product.price + other.price),
    })}
    <template>
      ${box({
        title: { bound: html` data-aisle-text="title"` },
        product,
        otherPicture: html`<span class="pair__picture" data-aisle-each="items"
          ><a data-aisle-attr="href:x_url" tabindex="-1" aria-hidden="true"
            ><img data-aisle-attr="src:x_image" alt="" width="400" height="400" decoding="async" /></a
        ></span>`,
        otherLine: html`<li class="pair__line" data-pair-other data-aisle-each="items">
          <a class="pair__name" data-aisle-attr="href:x_url" data-aisle-text="item_name"></a>
          <span class="pair__price" data-aisle-money="price"></span>
          ${fieldsTemplate}
        </li>`,
        why: html`<span data-aisle-each="items"><span data-aisle-text="reason"></span></span>`,
      })}
    </template>
  </section>`;
};
