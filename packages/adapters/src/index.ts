export { ga4DataLayer } from './data-layer/ga4-data-layer.js';
export { type CategoryMap, vanillaCookieConsent } from './consent/vanilla-cookieconsent.js';
