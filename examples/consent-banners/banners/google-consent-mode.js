import { ownBanner } from './own-banner.js';

// What a banner with Consent Mode does: a default on each page, then an update when the answer is known. It keeps the answer itself.
const KEY = 'own-banner';
window.dataLayer ??= [];
// Consent Mode wants the Arguments object itself.
const gtag = function () {
  window.dataLayer.push(arguments);
};

const keysOf = ({ personalization, measurement, marketing }) => ({
  personalization_storage: personalization,
  functionality_storage: personalization,
  analytics_storage: measurement,
  ad_storage: marketing,
  ad_user_data: marketing,
  ad_personalization: marketing,
  security_storage: true,
});
const words = (granted) =>
  Object.fromEntries(Object.entries(keysOf(granted)).map(([key, yes]) => [key, yes ? 'granted' : 'denied']));
const update = (granted) => gtag('consent', 'update', words(granted));

gtag('consent', 'default', { ...words({}), wait_for_update: 500 });
const banner = ownBanner({
  onSave(granted) {
    localStorage.setItem(KEY, JSON.stringify(granted));
    update(granted);
  },
});
const stored = localStorage.getItem(KEY);
if (stored) update(JSON.parse(stored));
else banner.open();

window.banner = {
  reopen: banner.open,
  reset: () => {
    localStorage.removeItem(KEY);
    location.reload();
  },
};
