import { breadcrumb } from './header.mjs';
import { html, money, raw, script } from './html.mjs';
import { layout } from './layout.mjs';
import { boughtTogether } from './pair.mjs';
import { alsoViewed, instead, recentlyViewed } from './rows.mjs';

const STOCK_WORDS = {
  in_stock: ({ stock }) => (stock < 10 ? `Only ${stock} left, ready to leave today` : 'In stock, ready to leave today'),
  out_of_stock: () => 'Sold out. The next batch is being made',
  preorder: ({ availableFrom }) =>
    `Pre-order, leaves us on ${new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(new Date(availableFrom))}`,
};
const SCHEMA_WORDS = { in_stock: 'InStock', out_of_stock: 'OutOfStock', preorder: 'PreOrder' };
const BUTTON_WORDS = { in_stock: 'Add to basket', out_of_stock: 'Sold out', preorder: 'Pre-order' };

const structured = (product, currency) => ({
  '@context': 'https://schema.org',
  '@type': 'Product',
  sku: product.id,
  name: product.name,
  image: product.image,
  description: product.text,
  brand: { '@type': 'Brand', name: product.brand },
  category: product.trail.map(({ name }) => name).join(' > '),
  aggregateRating: { '@type': 'AggregateRating', ratingValue: product.rating, reviewCount: product.reviews },
  offers: {
    '@type': 'Offer',
    price: product.price,
    priceCurrency: currency,
    availability: `https://schema.org/${SCHEMA_WORDS[product.availability]}`,
    url: product.url,
  },
});

const quantity = html`<label class="quantity"
  >Quantity
  <select name="quantity">
    ${[1, 2, 3, 4, 5, 6].map((count) => html`<option>${count}</option>`)}
  </select>
</label>`;

const buyForm = (product) => {
  const isSoldOut = product.availability === 'out_of_stock';
  const line = { ...product.item, url: product.url, image: product.image };
  return html`<form class="buy" data-add-to-cart data-item="${JSON.stringify(line)}">
      ${quantity}
      <button class="button button--wide" type="submit" disabled ${isSoldOut && html` data-sold-out`}>
        ${BUTTON_WORDS[product.availability]}
      </button>
    </form>
    <noscript><p class="quiet">The basket needs JavaScript.</p></noscript>`;
};

const facts = ({ made, size, care, id }) =>
  html`<dl class="facts">
    ${[
      ['Made of', made],
      ['Size', size],
      ['Care', care],
      ['Article', id],
    ].map(
      ([term, fact]) =>
        html`<div>
          <dt>${term}</dt>
          <dd>${fact}</dd>
        </div>`,
    )}
  </dl>`;

/** The page of one product. */
export const productPage = (shop, product) =>
  layout(
    shop,
    {
      type: 'product',
      title: product.name,
      description: product.text,
      trail: product.trail,
      events: [
        ['view_item', { currency: shop.currency, value: product.price, items: [{ ...product.item, quantity: 1 }] }],
      ],
    },
    html`<script type="application/ld+json">
        ${raw(script(structured(product, shop.currency)))}
      </script>
      <div class="page">
        ${breadcrumb(product.trail, product.name)}
        <article class="product">
          <img
            class="product__image"
            src="${product.image}"
            alt="${product.name}, drawn"
            width="400"
            height="400"
            fetchpriority="high"
          />
          <div class="product__words">
            <p class="product__brand">${product.brand}</p>
            <h1>${product.name}</h1>
            <p class="product__rating">
              <span aria-hidden="true">★</span> ${product.rating} of 5
              <span class="quiet">from ${product.reviews} reviews</span>
            </p>
            <p class="product__price">
              <span>${money(product.price)}</span
              >${product.listPrice && html` <s aria-label="before ${money(product.listPrice)}">${money(product.listPrice)}</s>`}
              <span class="quiet">with VAT</span>
            </p>
            <p class="product__text">${product.text}</p>
            <p class="stock stock--${product.availability}">${STOCK_WORDS[product.availability](product)}</p>
            ${buyForm(product)} ${facts(product)}
          </div>
        </article>
      </div>
      ${boughtTogether(shop, product)} ${instead(shop, product)} ${alsoViewed(shop, product)} ${recentlyViewed(shop)}`,
  );
