const KEY = 'saltbox-order';
const newId = () => `S${Date.now().toString(36).toUpperCase()}${Math.random().toString(36).slice(2, 5).toUpperCase()}`;

/** Keeps the order that was just placed, for the page that thanks for it. */
export const saveOrder = (order) => localStorage.setItem(KEY, JSON.stringify({ ...order, id: newId(), isTold: false }));

/** The last order, or null. */
export const lastOrder = () => JSON.parse(localStorage.getItem(KEY) ?? 'null');

/** Remembers that the data layer knows the order, so that a reload does not tell it again. */
export const markTold = (order) => localStorage.setItem(KEY, JSON.stringify({ ...order, isTold: true }));
