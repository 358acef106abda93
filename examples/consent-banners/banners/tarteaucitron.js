const { tarteaucitron } = window;
window.tarteaucitronForceLanguage = 'en';

const service = (key, type, name) => ({ key, type, name, uri: '#privacy', needConsent: true, cookies: [], js() {} });
for (const one of [
  service('personalization', 'other', 'Taste'),
  service('visits', 'analytic', 'Visits'),
  service('campaigns', 'ads', 'Campaigns'),
]) {
  tarteaucitron.services[one.key] = one;
}

tarteaucitron.init({
  privacyUrl: '',
  bodyPosition: 'top',
  hashtag: '#tarteaucitron',
  cookieName: 'tarteaucitron',
  orientation: 'bottom',
  groupServices: false,
  serviceDefaultState: 'wait',
  showAlertSmall: false,
  cookieslist: false,
  showIcon: false,
  adblocker: false,
  DenyAllCta: true,
  AcceptAllCta: true,
  highPrivacy: true,
  alwaysNeedConsent: false,
  handleBrowserDNTRequest: false,
  removeCredit: true,
  moreInfoLink: false,
  useExternalCss: false,
  useExternalJs: false,
  mandatory: false,
  googleConsentMode: false,
  bingConsentMode: false,
  softConsentMode: false,
  dataLayer: false,
  serverSide: false,
  partnersList: false,
});
window.tarteaucitron.job = ['personalization', 'visits', 'campaigns'];

window.banner = {
  reopen: () => tarteaucitron.userInterface.openPanel(),
  // What a browser does that clears its cookies: tarteaucitron notices at the next page.
  reset() {
    document.cookie = 'tarteaucitron=; max-age=0; path=/';
    location.reload();
  },
};
