import { isLine } from './cart-line.js';
import { storedJson } from './stored-json.js';

const KEY = 'saltbox-order';
const newId = () => `S${Date.now().toString(36).toUpperCase()}${Math.random().toString(36).slice(2, 5).toUpperCase()}`;

/** Keeps the order that was just placed, for the page that thanks for it. */
export const saveOrder = (order) => localStorage.setItem(KEY, JSON.stringify({ ...order, id: newId(), isTold: false }));

const isOrder = (order) =>
  ['id', 'name', 'email'].every((field) => typeof order?.[field] === 'string') &&
  Array.isArray(order.lines) &&
  order.lines.every(isLine) &&
  ['value', 'delivery', 'total', 'tax'].every((field) => Number.isFinite(order.totals?.[field]));

/** The last order, or null: also when what is stored is none. */
export const lastOrder = () => {
  const order = storedJson(KEY);
  return isOrder(order) ? order : null;
};

/** Remembers that the data layer knows the order, so that a reload does not tell it again. */
export const markTold = (order) => localStorage.setItem(KEY, JSON.stringify({ ...order, isTold: true }));
