import { tell, toItem } from './data-layer.js';
import { lastOrder, markTold } from './order.js';
import { showSummary, showTotals } from './totals.js';

const tellPurchase = (order) => {
  const { lines, totals, id } = order;
  tell('purchase', {
    transaction_id: id,
    value: totals.value,
    tax: totals.tax,
    shipping: totals.delivery,
    items: lines.map(toItem),
  });
  // Only now: a purchase told twice can be found by its id, one never told cannot.
  markTold(order);
};

/** Shows the last order and tells the data layer of it, once. */
export const showOrder = () => {
  const order = lastOrder();
  document.querySelector('[data-order]').hidden = !order;
  document.querySelector('[data-order-missing]').hidden = Boolean(order);
  if (!order) return;
  document.querySelector('[data-order-name]').textContent = `, ${order.name}`;
  document.querySelector('[data-order-id]').textContent = order.id;
  document.querySelector('[data-order-email]').textContent = order.email;
  showSummary(order.lines);
  showTotals(order.totals);
  if (!order.isTold) tellPurchase(order);
};
