import { getOrCreateConsentRuntime } from 'c15t';
import { ownBanner } from './own-banner.js';

// c15t's own words for our three.
const CATEGORIES = { personalization: 'experience', measurement: 'measurement', marketing: 'marketing' };

const { consentStore } = getOrCreateConsentRuntime({
  mode: 'offline',
  consentCategories: ['necessary', ...Object.values(CATEGORIES)],
});

const banner = ownBanner({
  onSave(granted) {
    const { setSelectedConsent, saveConsents } = consentStore.getState();
    for (const [purpose, category] of Object.entries(CATEGORIES)) setSelectedConsent(category, granted[purpose]);
    saveConsents('custom');
  },
});
const show = ({ activeUI }) => (activeUI === 'none' ? banner.close() : banner.open());
consentStore.subscribe(show);
show(consentStore.getState());

window.banner = {
  reopen: banner.open,
  reset: () => consentStore.getState().resetConsents(),
};
