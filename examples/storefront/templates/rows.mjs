import { card, cardTemplate } from './card.mjs';
import { html } from './html.mjs';

// A slot's template has the same box as its default content: the same lines, the same row of four.

const row = (id, { title, products, note, saysWhy = false, canAdd = false }) =>
  html`<section class="row ${saysWhy && 'row--why'}" data-aisle-slot="${id}" ${canAdd && html` data-add-cards`}>
    <h2 class="row__title">${title}</h2>
    <ul class="row__cards">
      ${products.map((product) => card(product, { note, canAdd }))}
    </ul>
    <template>
      <h2 class="row__title" data-aisle-text="title"></h2>
      <ul class="row__cards">
        ${cardTemplate({ saysWhy, canAdd })}
      </ul>
    </template>
  </section>`;

/** Four picks of the staff, until the shopper has looked at something. */
export const recentlyViewed = (shop) =>
  row('recently-viewed', { title: 'From our own kitchens', products: shop.staffPicks, note: 'Staff pick' });

/** Four best sellers, until the shopper has a taste. */
export const forYou = (shop) =>
  row('for-you', {
    title: 'What leaves the shelf first',
    products: shop.bestSellers,
    note: 'Best seller',
    saysWhy: true,
  });

const isSoldOut = ({ availability }) => availability === 'out_of_stock';

/** What else there is of the kind, on the page of what is sold out. */
export const instead = (shop, product) =>
  isSoldOut(product) && row('instead', { title: 'While you wait', products: shop.moreLike(product), saysWhy: true });

/** Four more of the same group, until it is known what shoppers look at after this; of the department, where `instead` has those. */
export const alsoViewed = (shop, product) => {
  const [department, group] = product.trail;
  return row('also-viewed', {
    title: `More from ${(isSoldOut(product) ? department : group).name}`,
    products: isSoldOut(product) ? shop.moreAround(product) : shop.moreLike(product),
    saysWhy: true,
  });
};

/** Four best sellers to take along, until it is known what goes with what lies in the basket. */
export const basketCompanions = (shop) =>
  row('basket-companions', {
    title: 'What leaves the shelf first',
    products: shop.bestSellers,
    note: 'Best seller',
    saysWhy: true,
    canAdd: true,
  });
