import { isLine, MOST } from './cart-line.js';
import { storedJson } from './stored-json.js';

const KEY = 'saltbox-cart';
const listeners = new Set();

const read = () => {
  const lines = storedJson(KEY);
  return Array.isArray(lines) ? lines.filter(isLine) : [];
};

const changed = () => {
  for (const listener of listeners) listener();
};

const write = (lines) => {
  localStorage.setItem(KEY, JSON.stringify(lines));
  changed();
};

/** The basket's lines, in the order they were added: an item with its url, image and quantity. */
export const cartLines = () => read();

/** How many pieces are in the basket. */
export const cartSize = () => read().reduce((size, { quantity }) => size + quantity, 0);

/** The sum of the lines, VAT included, delivery not. */
export const valueOf = (lines) =>
  Math.round(lines.reduce((sum, { price, quantity }) => sum + price * quantity, 0) * 100) / 100;

/** Adds pieces of a product and returns how many went in: ten of one kind at most. */
export const addToCart = (item, quantity) => {
  const lines = read();
  const line = lines.find(({ item_id: id }) => id === item.item_id);
  const held = line?.quantity ?? 0;
  const added = Math.min(quantity, MOST - held);
  if (added <= 0) return 0;
  const next = { ...item, quantity: held + added };
  write(line ? lines.map((other) => (other === line ? next : other)) : [...lines, next]);
  return added;
};

/** Sets a line's quantity; 0 takes it out. */
export const setQuantity = (itemId, quantity) =>
  write(
    read()
      .map((line) => (line.item_id === itemId ? { ...line, quantity } : line))
      .filter((line) => line.quantity > 0),
  );

/** Empties the basket, after an order. */
export const clearCart = () => write([]);

/** Calls back after each change, also one made in another tab. */
export const onCartChange = (listener) => listeners.add(listener);

addEventListener('storage', ({ key }) => {
  if (key === KEY) changed();
});

// A page that the browser kept while another one changed the basket.
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) changed();
});
