// Read by klaro.js, which comes next.
window.klaroConfig = {
  mustConsent: false,
  groupByPurpose: false,
  acceptAll: true,
  styling: { theme: ['bottom', 'wide'] },
  lang: 'en',
  translations: {
    en: {
      privacyPolicyUrl: '#privacy',
      consentNotice: {
        description: 'May this shop remember your taste, count visits, and know which campaign brought you here?',
        learnMore: 'Choose',
      },
      ok: 'Accept all',
      decline: 'Refuse all',
      purposes: { personalization: 'Your taste', analytics: 'Numbers', marketing: 'Campaigns' },
    },
  },
  services: [
    { name: 'taste', title: 'Taste', purposes: ['personalization'] },
    { name: 'visits', title: 'Visits', purposes: ['analytics'] },
    { name: 'campaigns', title: 'Campaigns', purposes: ['marketing'] },
  ],
};

window.banner = {
  reopen: () => window.klaro.show(),
  reset: () => window.klaro.getManager().resetConsents(),
};
