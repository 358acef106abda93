import { cartLines, onCartChange } from './cart.js';
import { putIntoCart } from './put-into-cart.js';
import { lineShownIn } from './shown-line.js';

const WORDS = { out: ['Add', 'to basket'], in: ['', 'In your basket'] };

const lineOf = (button) => {
  const element = button.closest('.card');
  return lineShownIn({
    element,
    name: element.querySelector('.card__name'),
    picture: element.querySelector('.card__image'),
  });
};

const showState = (button, isIn) => {
  button.disabled = false;
  // Not `disabled`: the keyboard would lose its place on the very button that was pressed.
  button.setAttribute('aria-disabled', String(isIn));
  const words = isIn ? WORDS.in : WORDS.out;
  button.querySelectorAll('[data-add-words]').forEach((part, at) => (part.textContent = words[at]));
};

const showStates = () => {
  const ids = new Set(cartLines().map(({ item_id: id }) => id));
  for (const button of document.querySelectorAll('[data-add-card]')) showState(button, ids.has(lineOf(button).item_id));
};

const add = ({ target }) => {
  const button = target.closest('[data-add-card]');
  if (!button || button.getAttribute('aria-disabled') === 'true') return;
  const line = { ...lineOf(button), quantity: 1 };
  putIntoCart([line], `${line.item_name} is in your basket.`);
};

/** Buttons on cards that put their product into the basket; also on cards that come later. */
export const startCardButtons = () => {
  showStates();
  onCartChange(showStates);
  for (const row of document.querySelectorAll('[data-add-cards]')) {
    new MutationObserver(showStates).observe(row, { childList: true });
    row.addEventListener('click', add);
  }
};
