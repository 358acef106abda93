// A stand-in for Shopify's Customer Privacy API, written from its public documents (shopify.dev/docs/api/customer-privacy). It
// shares no code with Shopify, and proves nothing about it: it only behaves as the documents say, and is no kinder than they permit.
//
// <script src="shopify-privacy.js" data-slow-ms="20" data-model="opt-in"></script>, then `standIns.shopifyPrivacy.acceptAll()` and its like.
(() => {
  const { slowMs = '20', model = 'opt-in' } = document.currentScript?.dataset ?? {};
  const COOKIE = '_tracking_consent';
  const stored = new RegExp(`(?:^|; )${COOKIE}=([^;]+)`).exec(document.cookie)?.[1];
  const QUESTIONS = ['preferences', 'analytics', 'marketing', 'sale_of_data'];

  const same = (answer) => QUESTIONS.map(() => answer);
  let answers = stored ? stored.split('.').map((answer) => answer.replace('open', '')) : same('');
  let status = 'loading';
  // While it loads it knows neither the answers nor the region: what it says then looks refused, and what it permits, allowed.
  const said = (question) => (status === 'loading' ? 'no' : answers[QUESTIONS.indexOf(question)]);
  const allowed = (question) => () =>
    status === 'loading' || said(question) === 'yes' || (said(question) === '' && model === 'opt-out');

  const announce = () =>
    document.dispatchEvent(
      new CustomEvent('visitorConsentCollected', {
        detail: {
          analyticsAllowed: allowed('analytics')(),
          marketingAllowed: allowed('marketing')(),
          preferencesAllowed: allowed('preferences')(),
          saleOfDataAllowed: allowed('sale_of_data')(),
        },
      }),
    );
  const decide = (chosen) => {
    // It asks its server first.
    setTimeout(() => {
      answers = chosen;
      document.cookie = `${COOKIE}=${answers.map((answer) => answer || 'open').join('.')}; path=/`;
      announce();
    }, 10);
  };

  // The shop's own global is there long before the API.
  window.Shopify = { shop: 'demo.myshopify.com', loadFeatures() {} };
  setTimeout(() => {
    window.Shopify.customerPrivacy = {
      get consentStatus() {
        return status;
      },
      currentVisitorConsent: () => Object.fromEntries(QUESTIONS.map((question) => [question, said(question)])),
      preferencesProcessingAllowed: allowed('preferences'),
      analyticsProcessingAllowed: allowed('analytics'),
      marketingAllowed: allowed('marketing'),
      saleOfDataAllowed: allowed('sale_of_data'),
      setTrackingConsent: (consent, done) => {
        decide(QUESTIONS.map((question) => ({ true: 'yes', false: 'no' })[consent[question]] ?? said(question)));
        done?.();
      },
    };
    // The API is there, and the answers are not.
    document.dispatchEvent(new Event('shopifyCustomerPrivacyApiLoaded'));
    setTimeout(() => {
      status = 'loaded';
      document.dispatchEvent(new Event('consentTrackingApiLoaded'));
    }, 10);
  }, Number(slowMs));

  (window.standIns ??= {}).shopifyPrivacy = {
    acceptAll: () => decide(same('yes')),
    reject: () => decide(same('no')),
    /** Analytics without the rest; the sale of data is not asked about. */
    partial: () => decide(['no', 'yes', 'no', '']),
    /** Says nothing to anybody. */
    reset() {
      answers = same('');
      document.cookie = `${COOKIE}=; path=/; max-age=0`;
    },
    /** Fires its events without a change. */
    repeat: announce,
  };
})();
