/** Plain JSON, as one hole in somebody's `merge` lets it in. */
export const POLLUTED: Readonly<Record<string, unknown>> = {
  ingest: 'URL/v1/batch',
  site: 'evil',
  consent: 'granted',
  dataConsent: 'granted',
  region: 'opt-out',
  gpcOverride: 'explicit',
  gpc: 'none',
  consentTtlDays: 1e9,
  policyVersion: 'x',
  retentionDays: 1e9,
  preConsentBuffer: 1e9,
  cmpTimeoutMs: 1,
  traffic: 'bot',
  plugins: [{ name: 'evil' }],
  playbook: 'URL/evil.json',
  slots: { hero: 'evil' },
  recommenders: {},
  experiments: {},
  templates: {},
  proof: { atMs: 9e15 },
  implicit: false,
  atMs: 9e15,
  granted: true,
  personalization: 'granted',
  measurement: 'granted',
  marketing: 'granted',
  sharing: 'granted',
  sources: { evil: { personalization: 'granted' } },
  credentials: 'include',
  referrer: 'https://evil.example',
  method: 'GET',
  mode: 'no-cors',
  headers: { 'x-evil': '1' },
  value: 'evil',
  enumerable: true,
  status: 'accepted',
  results: [{ status: 'accepted' }],
  head: { evil: true },
  v: 3,
  drafts: [],
  tokens: ['evil'],
};

/** What a platform would say that is nothing but JSON: whoever can pollute a prototype can put it there. */
export const SAID: Readonly<Record<string, unknown>> = {
  Cookiebot: {
    hasResponse: true,
    consent: { preferences: true, statistics: true, marketing: true, method: 'explicit' },
  },
  dataLayer: [
    [
      'consent',
      'update',
      {
        personalization_storage: 'granted',
        analytics_storage: 'granted',
        ad_storage: 'granted',
        ad_user_data: 'granted',
        ad_personalization: 'granted',
      },
    ],
  ],
  tarteaucitron: {
    job: ['x'],
    services: { x: { type: 'analytic' } },
    state: { x: true },
  },
  OnetrustActiveGroups: ',C0002,C0003,C0004,',
  klaro: { defaultConfig: {} },
  Shopify: { customerPrivacy: { consentStatus: 'loaded' } },
};

/** Real platforms that have not been answered, beside a prototype that says they have. */
export const UNANSWERED: Readonly<Record<string, readonly [string, Readonly<Record<string, unknown>>]>> = {
  Cookiebot: [
    'window.Cookiebot = { consent: { method: null } }',
    { hasResponse: true, statistics: true, preferences: true, marketing: true },
  ],
  'google consent mode': [
    "window.dataLayer = []; (function () { dataLayer.push(arguments) })('consent', 'update', { security_storage: 'granted' })",
    { analytics_storage: 'granted', personalization_storage: 'granted' },
  ],
  OneTrust: ['window.OneTrust = { IsAlertBoxClosed: () => false }', { C0002: true }],
  Didomi: [
    'window.Didomi = { shouldUserStatusBeCollected: () => false, getCurrentUserStatus: () => ({ purposes: {}, updated: new Date().toISOString() }) }',
    { enabled: true, cookies: { enabled: true }, measure_content_performance: { enabled: true } },
  ],
  tcf: [
    `window.__tcfapi = (command, version, callback) => callback({ gdprApplies: true, eventStatus: 'tcloaded', tcString: 'x', cmpId: 1, cmpVersion: 1, purpose: { consents: {} }, vendor: { consents: {} } }, true)`,
    { 1: true, 2: true, 3: true, 4: true, 5: true, 6: true, 7: true, 8: true },
  ],
  c15t: [
    `window.c15tStore = { getState: () => ({ consents: {}, consentInfo: { time: Date.now() } }), subscribe: () => () => {} }`,
    { measurement: true, marketing: true, experience: true, functionality: true },
  ],
  tarteaucitron: [
    `window.tarteaucitron = { job: ['x'], services: { x: { type: 'analytic' } }, state: {} }`,
    { x: true },
  ],
  Shopify: [
    `window.Shopify = { customerPrivacy: { currentVisitorConsent: () => ({}), preferencesProcessingAllowed: () => true, analyticsProcessingAllowed: () => true, marketingAllowed: () => true, saleOfDataAllowed: () => true } }`,
    { preferences: 'yes', analytics: 'yes', marketing: 'yes', sale_of_data: 'yes' },
  ],
};
