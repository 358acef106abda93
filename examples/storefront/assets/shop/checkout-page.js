import { cartLines, clearCart, onCartChange } from './cart.js';
import { tell, toItem } from './data-layer.js';
import { saveOrder } from './order.js';
import { showSummary, showTotals, totalsOf } from './totals.js';

const showProblem = (input) => {
  const problem = document.getElementById(`${input.id}-problem`);
  if (!problem) return;
  const isWrong = !input.validity.valid;
  if (isWrong) input.setAttribute('aria-invalid', 'true');
  else input.removeAttribute('aria-invalid');
  problem.textContent = isWrong ? problem.dataset.problem : '';
};

/** Shows what is wrong in a step and puts the keyboard on the first of it. */
const isComplete = (step) => {
  const inputs = [...step.querySelectorAll('input, select')];
  for (const input of inputs) showProblem(input);
  const wrong = inputs.find((input) => !input.validity.valid);
  wrong?.focus();
  return !wrong;
};

const openStep = (steps, step) => {
  for (const other of steps) {
    const isOpen = other === step;
    other.querySelector('.step__body').hidden = !isOpen;
    other.toggleAttribute('data-closed', !isOpen);
    const isDone = steps.indexOf(other) < steps.indexOf(step);
    other.toggleAttribute('data-done', isDone);
    other.querySelector('[data-change]').hidden = !isDone;
  }
  step.querySelector('.step__title').focus();
};

const chosenDelivery = (form) => {
  const shipping = form.elements.shipping.value;
  const price = Number(form.querySelector(`[value="${shipping}"] ~ [data-price]`).dataset.price);
  return { shipping, price };
};

const placeOrder = (form, lines) => {
  const totals = totalsOf(lines, chosenDelivery(form));
  tell('add_payment_info', {
    value: totals.value,
    payment_type: form.elements.payment.value,
    items: lines.map(toItem),
  });
  saveOrder({ lines, totals, name: form.elements['given-name'].value, email: form.elements.email.value });
  clearCart();
  location.assign('/thank-you/');
};

const advance = (form, steps) => {
  const at = steps.findIndex((step) => !step.hasAttribute('data-closed'));
  const lines = cartLines();
  if (lines.length === 0) {
    // Emptied in another tab. The basket's page says so.
    location.assign('/cart/');
    return;
  }
  if (!isComplete(steps[at])) return;
  if (steps[at].dataset.step === 'payment') {
    placeOrder(form, lines);
    return;
  }
  if (steps[at].dataset.step === 'delivery') {
    const { value } = totalsOf(lines, chosenDelivery(form));
    tell('add_shipping_info', { value, shipping_tier: form.elements.shipping.value, items: lines.map(toItem) });
  }
  openStep(steps, steps[at + 1]);
};

/** The checkout: three steps, checked one by one. */
export const showCheckout = () => {
  const form = document.querySelector('[data-checkout]');
  const steps = [...form.querySelectorAll('[data-step]')];
  const lines = cartLines();
  document.querySelector('[data-cart]').hidden = lines.length === 0;
  document.querySelector('[data-cart-empty]').hidden = lines.length > 0;
  if (lines.length === 0) return;

  const showOrdered = () => {
    const ordered = cartLines();
    // An order that was just placed stays in sight until the next page.
    if (ordered.length === 0) return;
    showSummary(ordered);
    showTotals(totalsOf(ordered, chosenDelivery(form)));
  };
  showOrdered();
  onCartChange(showOrdered);
  tell('begin_checkout', { value: totalsOf(lines, chosenDelivery(form)).value, items: lines.map(toItem) });

  form.addEventListener('change', ({ target }) => {
    if (target.name === 'shipping') showOrdered();
    if (target.hasAttribute('aria-invalid')) showProblem(target);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    advance(form, steps);
  });
  form.addEventListener('click', ({ target }) => {
    if (target.closest('[data-change]')) openStep(steps, target.closest('[data-step]'));
  });
};
