import { startCardButtons } from './card-buttons.js';
import { cartSize, onCartChange } from './cart.js';
import { showCartPage } from './cart-page.js';
import { showCheckout } from './checkout-page.js';
import { startLists } from './lists.js';
import { startMenu } from './menu.js';
import { showOrder } from './order-page.js';
import { startPairs } from './pair.js';
import { startProductForms } from './product-form.js';

const showCount = () => {
  const size = cartSize();
  const badge = document.querySelector('[data-cart-count]');
  badge.textContent = String(size);
  badge.hidden = size === 0;
  const label = size === 1 ? 'Basket, 1 product' : `Basket, ${size} products`;
  document.querySelector('[data-cart-link]').setAttribute('aria-label', label);
};

showCount();
onCartChange(showCount);
startMenu();
startLists();
startProductForms();
startPairs();
startCardButtons();

const pages = { cart: showCartPage, checkout: showCheckout, 'thank-you': showOrder };
pages[document.body.dataset.page]?.();
