import { cartLines, onCartChange, setQuantity, valueOf } from './cart.js';
import { tell, toItem } from './data-layer.js';
import { money } from './money.js';
import { notice } from './notice.js';
import { showTotals, STANDARD, totalsOf } from './totals.js';

const change = (line, quantity) => {
  const difference = quantity - line.quantity;
  if (difference === 0) return;
  setQuantity(line.item_id, quantity);
  const moved = Math.abs(difference);
  const event = difference > 0 ? 'add_to_cart' : 'remove_from_cart';
  tell(event, { value: line.price * moved, items: [{ ...toItem(line), quantity: moved }] });
  notice(
    quantity === 0 ? `${line.item_name} is out of your basket.` : `${quantity} × ${line.item_name} in your basket.`,
  );
};

const lineElement = (line) => {
  const element = document.querySelector('#cart-line').content.firstElementChild.cloneNode(true);
  const find = (selector) => element.querySelector(selector);
  element.dataset.line = line.item_id;
  find('.line__picture').href = line.url;
  find('img').src = line.image;
  find('.line__name').href = line.url;
  find('.line__name').textContent = line.item_name;
  find('.line__brand').textContent = line.item_brand;
  find('.line__quantity .unseen').textContent = `Quantity of ${line.item_name}`;
  find('select').value = String(line.quantity);
  find('select').addEventListener('change', ({ target }) => change(line, Number(target.value)));
  find('.line__price').textContent = money(line.price * line.quantity);
  find('.line__remove').setAttribute('aria-label', `Remove ${line.item_name}`);
  find('.line__remove').addEventListener('click', () => change(line, 0));
  return element;
};

/** Where the keyboard was, so that redrawing does not lose it: a selector, or nothing. */
const focusedPart = () => {
  const line = document.activeElement?.closest('[data-line]');
  if (!line) return null;
  const part = document.activeElement.matches('select') ? 'select' : 'button';
  return { selector: `[data-line="${line.dataset.line}"] ${part}` };
};

const draw = () => {
  const lines = cartLines();
  const focused = focusedPart();
  document.querySelector('[data-cart]').hidden = lines.length === 0;
  document.querySelector('[data-cart-empty]').hidden = lines.length > 0;
  document.querySelector('[data-cart-lines]').replaceChildren(...lines.map(lineElement));
  showTotals(totalsOf(lines, STANDARD));
  if (focused) (document.querySelector(focused.selector) ?? document.querySelector('h1')).focus();
};

/** The basket page: draws the lines, follows changes, tells the data layer once. */
export const showCartPage = () => {
  document.querySelector('h1').tabIndex = -1;
  draw();
  onCartChange(draw);
  const lines = cartLines();
  if (lines.length > 0) tell('view_cart', { value: valueOf(lines), items: lines.map(toItem) });
};
