import { html } from './html.mjs';
import { layout } from './layout.mjs';
import { basketCompanions, recentlyViewed } from './rows.mjs';

/** The basket. Its lines live on the device, so the shop's script fills them in. */
export const cartPage = (shop) =>
  layout(
    shop,
    { type: 'cart', title: 'Your basket', description: 'What you have put into your Saltbox basket.', waits: true },
    html`<div class="page">
        <noscript><p class="empty">The basket needs JavaScript.</p></noscript>
        <header class="intro"><h1>Your basket</h1></header>
        <p class="empty" data-cart-empty hidden>Nothing in it yet. <a href="/c/kitchen/">Start with the kitchen</a>.</p>
        <div class="cart" data-cart hidden>
          <ul class="cart__lines" data-cart-lines></ul>
          <aside class="totals" aria-label="Totals">
            <dl data-totals></dl>
            <a class="button button--wide" href="/checkout/" data-to-checkout>To the checkout</a>
            <p class="quiet">Prices with VAT. Free delivery from €75.</p>
          </aside>
        </div>
        <template id="cart-line">
          <li class="line">
            <a class="line__picture" tabindex="-1" aria-hidden="true"><img alt="" width="400" height="400" /></a>
            <div class="line__words"><a class="line__name"></a><span class="line__brand quiet"></span></div>
            <label class="line__quantity"
              ><span class="unseen"></span>
              <select>
                ${[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((count) => html`<option>${count}</option>`)}
              </select>
            </label>
            <span class="line__price"></span>
            <button class="line__remove" type="button">Remove</button>
          </li>
        </template>
      </div>
      ${basketCompanions(shop)} ${recentlyViewed(shop)}`,
  );
