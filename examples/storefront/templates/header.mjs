import { html } from './html.mjs';

/** The saltbox house: one long roof, one short. */
export const logo = html`<svg class="logo__mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
  <path d="M3 20 19 4l10 10v14H3z" fill="currentColor" />
  <path d="M9 21h6v7H9z" class="logo__door" />
  <circle cx="20.500" cy="17.500" r="2.500" class="logo__door" />
</svg>`;

const basketIcon = html`<svg
  viewBox="0 0 24 24"
  width="24"
  height="24"
  aria-hidden="true"
  fill="none"
  stroke="currentColor"
  stroke-width="1.800"
  stroke-linejoin="round"
  stroke-linecap="round"
>
  <path d="M3 10h18l-2 10H5zM8 10l3-6M16 10l-3-6" />
</svg>`;

const groupOf = (department, group) =>
  html`<li class="menu__group">
    <a class="menu__heading" href="/c/${department.slug}/${group.slug}/">${group.name}</a>
    <ul>
      ${group.shelves.map(
        (shelf) => html`<li><a href="/c/${department.slug}/${group.slug}/${shelf.slug}/">${shelf.name}</a></li>`,
      )}
    </ul>
  </li>`;

const departmentMenu = (department, isCurrent) =>
  html`<details class="menu" name="departments" ${isCurrent && html` data-current`}>
    <summary>${department.name}</summary>
    <div class="menu__panel">
      <p class="menu__intro">${department.line} <a href="/c/${department.slug}/">All of ${department.name}</a></p>
      <ul class="menu__groups">
        ${department.groups.map((group) => groupOf(department, group))}
      </ul>
    </div>
  </details>`;

/** The head of every page: promise, name, the three levels of categories, basket. */
export const header = (shop, { trail = [] }) =>
  html`<header class="header">
    <p class="promise">Free delivery from €75. 100 days to return.</p>
    <div class="header__bar">
      <button class="header__toggle" type="button" popovertarget="departments">Menu</button>
      <a class="logo" href="/">${logo}<span>Saltbox</span></a>
      <nav class="header__nav" id="departments" popover aria-label="Departments">
        <button class="header__close" type="button" popovertarget="departments" popovertargetaction="hide">
          Close
        </button>
        ${shop.departments.map((department) => departmentMenu(department, department === trail[0]))}
      </nav>
      <a class="header__cart" href="/cart/" data-cart-link>
        ${basketIcon}<span class="header__cart-word">Basket</span>
        <span class="header__count" data-cart-count hidden></span>
      </a>
    </div>
  </header>`;

/** The way back up, from the home page to where the shopper is. */
export const breadcrumb = (trail, last) =>
  html`<nav class="crumbs" aria-label="Breadcrumb">
    <ol>
      <li><a href="/">Home</a></li>
      ${trail.map(({ name }, level) => {
        const url = `/c/${trail
          .slice(0, level + 1)
          .map(({ slug }) => slug)
          .join('/')}/`;
        const isHere = !last && level === trail.length - 1;
        return html`<li>
          ${isHere ? html`<span aria-current="page">${name}</span>` : html`<a href="${url}">${name}</a>`}
        </li>`;
      })}
      ${last && html`<li><span aria-current="page">${last}</span></li>`}
    </ol>
  </nav>`;
