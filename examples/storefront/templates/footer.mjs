import { html } from './html.mjs';

const column = (department) =>
  html`<nav class="footer__column" aria-label="${department.name}">
    <h2><a href="/c/${department.slug}/">${department.name}</a></h2>
    <ul>
      ${department.groups.map((group) => html`<li><a href="/c/${department.slug}/${group.slug}/">${group.name}</a></li>`)}
    </ul>
  </nav>`;

/** The foot of every page, with the way back into the cookie settings. */
export const footer = (shop) =>
  html`<footer class="footer">
    <div class="footer__inner">
      <div class="footer__about">
        <p class="footer__name">Saltbox</p>
        <p>
          Tools for the kitchen, things for the table, light for the rest of the house. A demonstration shop: nothing
          here can be bought.
        </p>
      </div>
      ${shop.departments.map(column)}
      <nav class="footer__column" aria-label="Service">
        <h2><a href="/help/">Service</a></h2>
        <ul>
          <li><a href="/help/#delivery">Delivery</a></li>
          <li><a href="/help/#returns">Returns and repair</a></li>
          <li><a href="/help/#privacy">Privacy</a></li>
          <li><a href="/inspector/">Why do I see this?</a></li>
          <li><button type="button" class="footer__button" data-cookie-settings>Cookie settings</button></li>
          <li><button type="button" class="footer__button" data-aisle-privacy>Your privacy here</button></li>
        </ul>
      </nav>
    </div>
  </footer>`;
