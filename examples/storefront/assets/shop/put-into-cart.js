import { addToCart, valueOf } from './cart.js';
import { tell, toItem } from './data-layer.js';
import { notice } from './notice.js';

const BASKET = { href: '/cart/', text: 'To the basket' };

/**
 * Puts lines into the basket, tells the data layer and the shopper.
 *
 * @param lines - Each with its quantity.
 * @param words - What to say when all of it went in.
 */
export const putIntoCart = (lines, words) => {
  const added = lines
    .map((line) => ({ ...line, quantity: addToCart(line, line.quantity) }))
    .filter(({ quantity }) => quantity > 0);
  if (added.length === 0) {
    notice('Ten of these are in your basket, and that is as many as we send at once.', BASKET);
    return;
  }
  tell('add_to_cart', { value: valueOf(added), items: added.map(toItem) });
  notice(added.length === lines.length ? words : `${added[0].item_name} is in your basket.`, BASKET);
};
