import { ownBanner } from './own-banner.js';

// A stand-in draws nothing. It is asked by our own banner, which remembers on its own that it was answered.
const KEY = 'own-banner';
const [platform] = Object.values(window.standIns);
const CALLS = { all: 'acceptAll', none: 'reject', some: 'partial' };

const banner = ownBanner({
  choices: { measurement: 'Count my visits, and nothing else' },
  onSave(_granted, how) {
    localStorage.setItem(KEY, how);
    platform[CALLS[how]]();
  },
});
// Nobody can answer before the platform is there, which takes it 20 ms.
if (!localStorage.getItem(KEY)) setTimeout(banner.open, 50);

window.banner = {
  reopen: banner.open,
  reset() {
    localStorage.removeItem(KEY);
    platform.reset();
  },
};
