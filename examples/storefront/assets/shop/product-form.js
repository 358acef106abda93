import { addToCart } from './cart.js';
import { tell, toItem } from './data-layer.js';
import { notice } from './notice.js';

const add = (form) => {
  const line = JSON.parse(form.dataset.item);
  const quantity = addToCart(line, Number(form.elements.quantity.value));
  const basket = { href: '/cart/', text: 'To the basket' };
  if (quantity === 0) {
    notice('Ten of these are in your basket, and that is as many as we send at once.', basket);
    return;
  }
  tell('add_to_cart', { value: line.price * quantity, items: [{ ...toItem(line), quantity }] });
  notice(`${line.item_name} is in your basket.`, basket);
};

/** Puts products into the basket. */
export const startProductForms = () => {
  for (const form of document.querySelectorAll('[data-add-to-cart]')) {
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      add(form);
    });
    // Until here a click would have been lost, so the page comes with the button disabled.
    const button = form.querySelector('[type=submit]');
    button.disabled = button.hasAttribute('data-sold-out');
  }
};
