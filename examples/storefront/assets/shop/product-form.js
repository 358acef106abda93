import { putIntoCart } from './put-into-cart.js';

const add = (form) => {
  const line = JSON.parse(form.dataset.item);
  putIntoCart([{ ...line, quantity: Number(form.elements.quantity.value) }], `${line.item_name} is in your basket.`);
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
