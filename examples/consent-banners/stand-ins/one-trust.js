// A stand-in for OneTrust, written from its public documents (developer.onetrust.com). It shares no code with OneTrust, and proves
// nothing about it: it only behaves as the documents say, and is no kinder than they permit.
//
// <script src="one-trust.js" data-slow-ms="20" data-model="opt-in"></script>, then `standIns.oneTrust.acceptAll()` and its like.
(() => {
  const { slowMs = '20', model = 'opt-in' } = document.currentScript?.dataset ?? {};
  const COOKIE = 'OptanonConsent';
  const ALL = ['C0001', 'C0002', 'C0003', 'C0004'];
  const BEFORE = model === 'opt-out' ? ALL : ['C0001'];

  const stored = new RegExp(`(?:^|; )${COOKIE}=([^;]+)`).exec(document.cookie)?.[1];
  let groups = stored ? stored.split('.') : BEFORE;
  let closed = stored !== undefined;
  const listeners = [];

  const publish = () => {
    window.OnetrustActiveGroups = window.OptanonActiveGroups = `,${groups.join(',')},`;
    window.OptanonWrapper?.();
    dispatchEvent(new CustomEvent('OneTrustGroupsUpdated', { detail: groups }));
  };
  const decide = (chosen) => {
    groups = chosen;
    // The box is still open when the groups are said to have changed.
    publish();
    closed = true;
    document.cookie = `${COOKIE}=${groups.join('.')}; path=/`;
    for (const listener of listeners) listener({ detail: groups });
    publish();
    // After the receipt was sent.
    setTimeout(() => dispatchEvent(new CustomEvent('OTConsentApplied', { detail: groups })), 20);
  };

  // At first only what the geolocation answered.
  window.OneTrust = { geolocationResponse: { countryCode: 'DE' } };
  setTimeout(() => {
    Object.assign(window.OneTrust, {
      IsAlertBoxClosed: () => closed,
      OnConsentChanged: (listener) => listeners.push(listener),
      AllowAll: () => decide(ALL),
      RejectAll: () => decide(['C0001']),
    });
    // With every load, answered or not, and the wrapper more than once.
    publish();
    window.OptanonWrapper?.();
  }, Number(slowMs));

  (window.standIns ??= {}).oneTrust = {
    acceptAll: () => decide(ALL),
    reject: () => decide(['C0001']),
    /** Performance without the rest. */
    partial: () => decide(['C0001', 'C0002']),
    /** Says nothing to anybody. */
    reset() {
      closed = false;
      groups = BEFORE;
      window.OnetrustActiveGroups = window.OptanonActiveGroups = `,${groups.join(',')},`;
      document.cookie = `${COOKIE}=; path=/; max-age=0`;
    },
    /** Fires its events without a change. */
    repeat: publish,
  };
})();
