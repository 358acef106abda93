import { html } from './html.mjs';
import { layout } from './layout.mjs';
import { forYou } from './rows.mjs';

/** The page after the order. */
export const thankYouPage = (shop) =>
  layout(
    shop,
    { type: 'thank-you', title: 'Thank you', description: 'Your order at Saltbox.', waits: true },
    html`<div class="page">
        <section class="thanks" data-order hidden>
          <div>
            <h1>Thank you<span data-order-name></span>.</h1>
            <p class="thanks__text">
              Order <strong data-order-id></strong> is on the packing table. A confirmation would now go to
              <span data-order-email></span>, if this were a real shop.
            </p>
          </div>
          <aside class="totals" aria-label="Your order">
            <ul class="totals__lines" data-summary></ul>
            <dl data-totals></dl>
          </aside>
        </section>
        <section class="thanks" data-order-missing hidden>
          <div>
            <h1>No order here yet.</h1>
            <p class="thanks__text">
              This page shows the last order made in this browser. <a href="/">Back to the shop</a>.
            </p>
          </div>
        </section>
      </div>
      ${forYou(shop)}`,
  );
