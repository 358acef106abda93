import { CURRENCY } from './data-layer.js';

const format = new Intl.NumberFormat(document.documentElement.lang, { style: 'currency', currency: CURRENCY });

/** An amount as the page writes it. */
export const money = (amount) => format.format(amount);
