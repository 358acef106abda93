import { breadcrumb } from './header.mjs';
import { card } from './card.mjs';
import { html } from './html.mjs';
import { layout } from './layout.mjs';
import { listEvent } from './list-event.mjs';
import { forYou } from './rows.mjs';

const childrenOf = ({ groups, shelves, trail, url }) => {
  if (groups) return groups.map(({ slug, name }) => ({ name, url: `${url}${slug}/` }));
  if (shelves) return shelves.map(({ slug, name }) => ({ name, url: `${url}${slug}/` }));
  const parent = url.replace(/[^/]+\/$/, '');
  return trail[1].shelves.map(({ slug, name }) => ({ name, url: `${parent}${slug}/` }));
};

const subcategories = (category) =>
  html`<nav class="chips" aria-label="Narrow down">
    <ul>
      ${childrenOf(category).map(
        ({ name, url }) =>
          html`<li><a href="${url}" ${url === category.url && html` aria-current="page"`}>${name}</a></li>`,
      )}
    </ul>
  </nav>`;

const tools = html`<form class="tools" data-list-tools>
  <label class="tools__check"><input type="checkbox" name="available" /> In stock only</label>
  <label class="tools__sort"
    >Sort by
    <select name="sort">
      <option value="popular">Popularity</option>
      <option value="price-up">Price, low to high</option>
      <option value="price-down">Price, high to low</option>
      <option value="rating">Rating</option>
    </select>
  </label>
</form>`;

/** A category page, of any of the three levels. */
export const categoryPage = (shop, category) => {
  const list = { id: category.trail.map(({ slug }) => slug).join('-'), name: category.name };
  const line = category.line ?? category.trail[1].line;
  return layout(
    shop,
    {
      type: 'category',
      title: category.name,
      description: `${category.name} at Saltbox. ${line}`,
      trail: category.trail,
      events: [listEvent(list, category.products, shop.currency)],
    },
    html`<div class="page">
        ${breadcrumb(category.trail)}
        <header class="intro">
          <h1>${category.name}</h1>
          <p>${line}</p>
        </header>
        ${subcategories(category)}
        <div class="list" data-list="${list.id}" data-list-name="${list.name}">
          <div class="list__bar">
            <p class="list__count" aria-live="polite">
              <span data-list-count>${category.products.length}</span> products
            </p>
            ${tools}
          </div>
          <ul class="list__cards">
            ${category.products.map((product, index) => card(product, { index }))}
          </ul>
        </div>
      </div>
      ${forYou(shop)}`,
  );
};
