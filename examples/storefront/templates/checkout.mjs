import { html, money } from './html.mjs';
import { layout } from './layout.mjs';

const COUNTRIES = ['Austria', 'Belgium', 'France', 'Germany', 'Ireland', 'Italy', 'Netherlands', 'Portugal', 'Spain'];

const field = (name, label, { type = 'text', autocomplete, problem, className = '' }) =>
  html`<div class="field ${className}">
    <label for="${name}">${label}</label>
    <input
      id="${name}"
      name="${name}"
      type="${type}"
      autocomplete="${autocomplete}"
      required
      aria-describedby="${name}-problem"
    />
    <p class="field__problem" id="${name}-problem" data-problem="${problem}"></p>
  </div>`;

const choice = (name, { value, label, text, price, isFirst }) =>
  html`<label class="choice">
    <input type="radio" name="${name}" value="${value}" ${isFirst && html` checked`} />
    <span class="choice__label">${label}</span>
    <span class="choice__price" ${price !== undefined && html` data-price="${price}"`}
      >${price === undefined ? '' : money(price)}</span
    >
    <span class="choice__text">${text}</span>
  </label>`;

const step = (number, { id, title, action }, content) =>
  html`<section class="step" data-step="${id}" aria-labelledby="step-${id}" ${number > 1 && html` data-closed`}>
    <h2 class="step__title" id="step-${id}" tabindex="-1">
      <span class="step__number" aria-hidden="true">${number}</span>${title}
    </h2>
    <button class="step__change" type="button" aria-describedby="step-${id}" data-change hidden>Change</button>
    <fieldset class="step__body" ${number > 1 && html` hidden`}>
      <legend class="unseen">${title}</legend>
      ${content}
      <button class="button" type="submit">${action}</button>
    </fieldset>
  </section>`;

const address = html`<div class="fields">
  ${field('email', 'E-mail', { type: 'email', autocomplete: 'email', problem: 'Enter an e-mail address, such as ada@example.com.', className: 'field--whole' })}
  ${field('given-name', 'First name', { autocomplete: 'given-name', problem: 'Enter your first name.' })}
  ${field('family-name', 'Last name', { autocomplete: 'family-name', problem: 'Enter your last name.' })}
  ${field('street', 'Street and number', { autocomplete: 'street-address', problem: 'Enter the street and number.', className: 'field--whole' })}
  ${field('postcode', 'Postcode', { autocomplete: 'postal-code', problem: 'Enter the postcode.' })}
  ${field('city', 'City', { autocomplete: 'address-level2', problem: 'Enter the city.' })}
  <div class="field field--whole">
    <label for="country">Country</label>
    <select id="country" name="country" autocomplete="country-name">
      ${COUNTRIES.map((country) => html`<option${country === 'Germany' && html` selected`}>${country}</option>`)}
    </select>
  </div>
</div>`;

const delivery = html`<div class="choices">
  ${choice('shipping', { value: 'standard', label: 'Standard', text: 'Two to three working days. Free from €75.', price: 4.9, isFirst: true })}
  ${choice('shipping', { value: 'express', label: 'Express', text: 'Tomorrow, if you order before two o’clock.', price: 9.9 })}
</div>`;

const payment = html`<div class="choices">
  ${choice('payment', { value: 'invoice', label: 'Invoice', text: 'Pay within 30 days.', isFirst: true })}
  ${choice('payment', { value: 'transfer', label: 'Bank transfer', text: 'We send as soon as it arrives.' })}
  ${choice('payment', { value: 'card', label: 'Card', text: 'No number asked: this is a demonstration.' })}
</div>`;

/** The checkout: one form, three steps, one open at a time. */
export const checkoutPage = (shop) =>
  layout(
    shop,
    { type: 'checkout', title: 'Checkout', description: 'Order from Saltbox.', waits: true },
    html`<div class="page">
      <noscript><p class="empty">The basket needs JavaScript.</p></noscript>
      <header class="intro"><h1>Checkout</h1></header>
      <p class="empty" data-cart-empty hidden>Your basket is empty. <a href="/">Back to the shop</a>.</p>
      <div class="cart" data-cart hidden>
        <form class="checkout" data-checkout novalidate>
          ${step(1, { id: 'address', title: 'Where it goes', action: 'Continue to delivery' }, address)}
          ${step(2, { id: 'delivery', title: 'How it gets there', action: 'Continue to payment' }, delivery)}
          ${step(3, { id: 'payment', title: 'How you pay', action: 'Place the order' }, payment)}
        </form>
        <aside class="totals" aria-label="Your order">
          <ul class="totals__lines" data-summary></ul>
          <dl data-totals></dl>
          <p class="quiet">A demonstration shop: no order is sent, nothing is charged.</p>
        </aside>
      </div>
    </div>`,
  );
