import { valueOf } from './cart.js';
import { money } from './money.js';

const FREE_FROM = 75;
const VAT_SHARE = 0.19 / 1.19;
const cents = (amount) => Math.round(amount * 100) / 100;

/** What a basket costs. The prices contain the VAT. */
export const totalsOf = (lines, { shipping, price }) => {
  const value = valueOf(lines);
  const isFree = shipping === 'standard' && value >= FREE_FROM;
  const delivery = isFree ? 0 : price;
  return { value, delivery, total: cents(value + delivery), tax: cents((value + delivery) * VAT_SHARE) };
};

/** The delivery that is offered first. */
export const STANDARD = { shipping: 'standard', price: 4.9 };

const row = ([term, amount, className]) => {
  const element = document.createElement('div');
  if (className) element.className = className;
  const name = document.createElement('dt');
  const value = document.createElement('dd');
  name.textContent = term;
  value.textContent = amount;
  element.append(name, value);
  return element;
};

/** Writes the totals into every list that wants them. */
export const showTotals = ({ value, delivery, total, tax }) => {
  const rows = [
    ['Products', money(value)],
    ['Delivery', delivery === 0 ? 'Free' : money(delivery)],
    ['Total', money(total), 'totals__sum'],
    ['VAT in it', money(tax), 'quiet'],
  ];
  for (const list of document.querySelectorAll('[data-totals]')) list.replaceChildren(...rows.map(row));
};

/** Writes what is being bought, one short line each. */
export const showSummary = (lines) => {
  const entries = lines.map(({ item_name: name, quantity, price, image }) => {
    const entry = document.createElement('li');
    const picture = Object.assign(new Image(56, 56), { src: image, alt: '' });
    const words = document.createElement('span');
    const amount = document.createElement('span');
    words.textContent = `${quantity} × ${name}`;
    amount.textContent = money(price * quantity);
    entry.append(picture, words, amount);
    return entry;
  });
  document.querySelector('[data-summary]').replaceChildren(...entries);
};
