import { valueOf } from './cart.js';
import { money } from './money.js';
import { putIntoCart } from './put-into-cart.js';
import { lineShownIn } from './shown-line.js';

const linesOf = (form) => {
  const element = form.querySelector('[data-pair-other]');
  if (!element) return null;
  const pictures = form.querySelectorAll('img');
  const other = lineShownIn({ element, name: element.querySelector('a'), picture: pictures[pictures.length - 1] });
  const own = JSON.parse(document.querySelector('[data-add-to-cart]').dataset.item);
  return [own, other].map((line) => ({ ...line, quantity: 1 }));
};

const makeReady = (form) => {
  const lines = linesOf(form);
  if (!lines) return;
  form.querySelector('[data-pair-sum]').textContent = money(valueOf(lines));
  form.querySelector('[type=submit]').disabled = false;
};

const makeAllReady = () => document.querySelectorAll('[data-pair]').forEach(makeReady);

/** Two products in one click. What stands in the box may change after the page is there: the sum follows. */
export const startPairs = () => {
  const section = document.querySelector('[data-pair]')?.parentElement;
  if (!section) return;
  makeAllReady();
  new MutationObserver(makeAllReady).observe(section, { childList: true });
  section.addEventListener('submit', (event) => {
    event.preventDefault();
    const lines = linesOf(event.target);
    if (lines) putIntoCart(lines, 'Both are in your basket.');
  });
};
