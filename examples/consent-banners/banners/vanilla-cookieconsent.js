const { CookieConsent } = window;

CookieConsent.run({
  // A driven browser shall see it, too.
  hideFromBots: false,
  categories: { necessary: { enabled: true, readOnly: true }, functional: {}, analytics: {}, marketing: {} },
  guiOptions: { consentModal: { layout: 'bar inline' } },
  language: {
    default: 'en',
    translations: {
      en: {
        consentModal: {
          title: 'What may this shop remember?',
          description: 'Your taste stays in this browser. Numbers go to the shop, and to nobody else.',
          acceptAllBtn: 'Accept all',
          acceptNecessaryBtn: 'Refuse all',
          showPreferencesBtn: 'Choose',
        },
        preferencesModal: {
          title: 'Choose',
          acceptAllBtn: 'Accept all',
          acceptNecessaryBtn: 'Refuse all',
          savePreferencesBtn: 'Save',
          closeIconLabel: 'Close',
          sections: [
            { title: 'Your taste', description: 'Kept in this browser.', linkedCategory: 'functional' },
            { title: 'Numbers', description: 'Sent to this shop.', linkedCategory: 'analytics' },
            { title: 'Campaigns', description: 'Which one brought you here.', linkedCategory: 'marketing' },
          ],
        },
      },
    },
  },
});

window.banner = {
  reopen: () => CookieConsent.show(true),
  reset: () => CookieConsent.reset(true),
};
