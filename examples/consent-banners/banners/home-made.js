import { ownBanner } from './own-banner.js';

// The shop's own banner, and the one call that tells Aisle.
const KEY = 'own-banner';
const tell = (granted) =>
  window.aisle(
    'consent.set',
    Object.fromEntries(Object.entries(granted).map(([purpose, yes]) => [purpose, yes ? 'granted' : 'denied'])),
  );

const banner = ownBanner({
  onSave(granted) {
    localStorage.setItem(KEY, JSON.stringify(granted));
    tell(granted);
  },
});
const stored = localStorage.getItem(KEY);
if (stored) tell(JSON.parse(stored));
else banner.open();

window.banner = {
  reopen: banner.open,
  reset() {
    localStorage.removeItem(KEY);
    location.reload();
  },
};
