// A stand-in for Usercentrics 3, written from its public documents (usercentrics.com/docs). It shares no code with Usercentrics,
// and proves nothing about it: where the documents leave a word of the answer open, it has our reading of it.
//
// <script src="usercentrics.js" data-slow-ms="20" data-model="opt-in"></script>, then `standIns.usercentrics.acceptAll()` and its like.
(() => {
  const { slowMs = '20', model = 'opt-in' } = document.currentScript?.dataset ?? {};
  const COOKIE = 'uc_consent';
  const stored = new RegExp(`(?:^|; )${COOKIE}=([^;]+)`).exec(document.cookie)?.[1];
  const FREE = ['functional', 'analytics', 'marketing'];

  const detailsOf = (states, type) => ({
    consent: { type, status: 'SOME_ACCEPTED', setting: 'GDPR' },
    categories: Object.fromEntries(
      [['essential', 'ALL_ACCEPTED'], ...FREE.map((slug, index) => [slug, states[index]])].map(([slug, state]) => [
        slug,
        { state, dps: null },
      ]),
    ),
    services: {},
  });
  const same = (state) => FREE.map(() => state);
  const before = detailsOf(same(model === 'opt-out' ? 'ALL_ACCEPTED' : 'ALL_DENIED'), 'IMPLICIT');
  let details = stored ? detailsOf(stored.split('.'), 'EXPLICIT') : before;

  const announce = (type) => {
    dispatchEvent(new CustomEvent('UC_UI_CMP_EVENT', { detail: { source: 'button', type } }));
    dispatchEvent(new CustomEvent('UC_CONSENT', { detail: details }));
  };
  const decide = (states, type) => {
    details = detailsOf(states, 'EXPLICIT');
    document.cookie = `${COOKIE}=${states.join('.')}; path=/`;
    announce(type);
  };

  // At first without its methods.
  const api = {};
  Reflect.set(window, '__ucCmp', api);
  setTimeout(() => {
    Object.assign(api, {
      isInitialized: async () => true,
      // Every getter answers later.
      getConsentDetails: async () => structuredClone(details),
      acceptAllConsents: async () => decide(same('ALL_ACCEPTED'), 'ACCEPT_ALL'),
      denyAllConsents: async () => decide(same('ALL_DENIED'), 'DENY_ALL'),
    });
    dispatchEvent(new Event('UC_CMP_API_READY'));
    dispatchEvent(new CustomEvent('UC_UI_INITIALIZED'));
    // With every load, answered or not.
    dispatchEvent(new CustomEvent('UC_CONSENT', { detail: details }));
  }, Number(slowMs));

  (window.standIns ??= {}).usercentrics = {
    acceptAll: () => decide(same('ALL_ACCEPTED'), 'ACCEPT_ALL'),
    reject: () => decide(same('ALL_DENIED'), 'DENY_ALL'),
    /** Analytics, and of marketing a part. */
    partial: () => decide(['ALL_DENIED', 'ALL_ACCEPTED', 'SOME_ACCEPTED'], 'SAVE'),
    /** Says nothing to anybody. */
    reset() {
      details = before;
      document.cookie = `${COOKIE}=; path=/; max-age=0`;
    },
    /** Fires its events without a change. */
    repeat: () => announce('SAVE'),
  };
})();
