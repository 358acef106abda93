/** How many pieces of one kind a basket holds at most. */
export const MOST = 10;

const isText = (value) => typeof value === 'string' && value !== '';
// `//` and `/\` begin another host.
const isOwnPath = (value) => typeof value === 'string' && /^\/(?![/\\])/.test(value);
const isQuantity = (value) => Number.isInteger(value) && value >= 1 && value <= MOST;

/** Tells whether something stored on the device is a line that the pages can show: anyone may have written there. */
export const isLine = (value) =>
  isText(value?.item_id) &&
  isText(value.item_name) &&
  Number.isFinite(value.price) &&
  value.price >= 0 &&
  isQuantity(value.quantity) &&
  isOwnPath(value.url) &&
  isOwnPath(value.image);
