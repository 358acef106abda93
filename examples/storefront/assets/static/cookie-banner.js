// Runs in <head>, before <body> exists: the answer is known from here on, the banner itself is hung in later.
(() => {
  // Asked by aisle.js at once, so that the first frame of a page already knows what was agreed to.
  window.shopConsent = () => {
    if (!CookieConsent.validConsent()) return null;
    const { acceptedCategories } = CookieConsent.getUserPreferences();
    const state = (category) => (acceptedCategories.includes(category) ? 'granted' : 'denied');
    return {
      personalization: state('functional'),
      measurement: state('analytics'),
      marketing: state('marketing'),
      sharing: 'denied',
      proof: { atMs: Date.parse(CookieConsent.getCookie('lastConsentTimestamp')) },
    };
  };
  const askAgain = () => window.aisle?.('consent.ask');

  // The shopper's panel is another place to answer: what is chosen there is remembered here, for the pages that follow.
  const categories = { personalization: 'functional', measurement: 'analytics', marketing: 'marketing' };
  document.addEventListener('aisle-choice', ({ detail }) => {
    const accepted = new Set(CookieConsent.validConsent() ? CookieConsent.getUserPreferences().acceptedCategories : []);
    for (const [purpose, category] of Object.entries(categories)) {
      if (detail[purpose] === 'granted') accepted.add(category);
      if (detail[purpose] === 'denied') accepted.delete(category);
    }
    CookieConsent.acceptCategory([...accepted]);
    CookieConsent.hide();
  });

  const banner = document.createElement('div');

  CookieConsent.run({
    root: banner,
    onConsent: askAgain,
    onChange: askAgain,
    // Browsers driven by a test have to answer as well.
    hideFromBots: false,
    guiOptions: {
      consentModal: { layout: 'box wide', position: 'bottom left', equalWeightButtons: true },
      preferencesModal: { layout: 'box', equalWeightButtons: true },
    },
    categories: { necessary: { enabled: true, readOnly: true }, functional: {}, analytics: {}, marketing: {} },
    language: {
      default: 'en',
      translations: {
        en: {
          consentModal: {
            title: 'May we remember you?',
            description:
              'Your basket works either way. With your consent the shop also shows what suits you and counts visits. You can change your answer at any time, at the foot of every page.',
            acceptAllBtn: 'Accept all',
            acceptNecessaryBtn: 'Reject all',
            showPreferencesBtn: 'Choose',
            footer: '<a href="/help/#privacy">Privacy</a>',
          },
          preferencesModal: {
            title: 'Cookie settings',
            acceptAllBtn: 'Accept all',
            acceptNecessaryBtn: 'Reject all',
            savePreferencesBtn: 'Save my choice',
            closeIconLabel: 'Close',
            sections: [
              {
                title: 'Necessary',
                description: 'Your basket and this answer. The shop does not work without them.',
                linkedCategory: 'necessary',
              },
              {
                title: 'Functional',
                description: 'What you looked at, so that the shop shows what suits you. It stays in this browser.',
                linkedCategory: 'functional',
              },
              {
                title: 'Analytics',
                description: 'Counted visits and sales, so that we see what works.',
                linkedCategory: 'analytics',
              },
              {
                title: 'Marketing',
                description: 'Which advertisement brought you here.',
                linkedCategory: 'marketing',
              },
            ],
          },
        },
      },
    },
  });

  document.addEventListener('DOMContentLoaded', () => {
    document.body.append(banner);
    for (const button of document.querySelectorAll('[data-cookie-settings]')) {
      button.addEventListener('click', () => CookieConsent.showPreferences());
    }
  });
})();
