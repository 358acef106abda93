/** The currency of all prices. */
export const CURRENCY = 'EUR';

/** A basket line as an item of the data layer: without what only the page needs. */
export const toItem = ({ url: _url, image: _image, ...item }) => item;

/** Tells the data layer, as GA4 wants it: clear the last event's ecommerce part, then push the new one. */
export const tell = (event, ecommerce) => {
  window.dataLayer = window.dataLayer ?? [];
  window.dataLayer.push({ ecommerce: null });
  window.dataLayer.push({ event, ecommerce: { currency: CURRENCY, ...ecommerce } });
};
