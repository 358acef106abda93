import { card } from './card.mjs';
import { html } from './html.mjs';
import { layout } from './layout.mjs';
import { listEvent } from './list-event.mjs';
import { forYou, recentlyViewed } from './rows.mjs';
import { homeHero, homePledge } from './slots.mjs';

const LIST = { id: 'new-in', name: 'New in' };

const door = ({ slug, name, line }) =>
  html`<a class="door" href="/c/${slug}/">
    <img src="/images/scenes/door-${slug}.svg" alt="" width="960" height="720" loading="lazy" decoding="async" />
    <span class="door__name">${name}</span>
    <span class="door__line">${line}</span>
  </a>`;

/** The home page. */
export const homePage = (shop) =>
  layout(
    shop,
    {
      type: 'home',
      title: 'Saltbox – tools for the kitchen, things for the table',
      description: 'Knives, iron, stoneware, linen and light, made to be used daily and repaired when needed.',
      events: [listEvent(LIST, shop.newIn, shop.currency)],
    },
    html`${homeHero}
      <section class="doors" aria-label="Departments">${shop.departments.map(door)}</section>
      ${forYou(shop)} ${homePledge}
      <section class="row row--double" id="${LIST.id}" data-list="${LIST.id}" data-list-name="${LIST.name}">
        <h2 class="row__title">New in</h2>
        <ul class="row__cards">
          ${shop.newIn.map((product, index) => card(product, { note: 'New', index }))}
        </ul>
      </section>
      ${recentlyViewed(shop)}`,
  );
