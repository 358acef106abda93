// A stand-in for Cookiebot, written from its public documents (cookiebot.com/en/developer). It shares no code with Cookiebot, and
// proves nothing about it: it only behaves as the documents say, and is no kinder than they permit.
//
// <script src="cookiebot.js" data-slow-ms="20" data-model="opt-in"></script>, then `standIns.cookiebot.acceptAll()` and its like.
(() => {
  const { slowMs = '20', model = 'opt-in' } = document.currentScript?.dataset ?? {};
  const COOKIE = 'CookieConsent';
  const [stored, storedAtMs] = new RegExp(`(?:^|; )${COOKIE}=([^;]+)`).exec(document.cookie)?.[1].split('~') ?? [];

  const say = (...names) => {
    for (const name of names) {
      window[`CookiebotCallback_${name}`]?.();
      dispatchEvent(new Event(`Cookiebot${name}`));
    }
  };
  const consentOf = (accepted, method) => ({
    necessary: true,
    preferences: accepted.includes('preferences'),
    statistics: accepted.includes('statistics'),
    marketing: accepted.includes('marketing'),
    method,
    stamp: '0',
  });
  const answer = (accepted, method, atMs) =>
    Object.assign(window.Cookiebot, {
      consent: consentOf(accepted, method),
      consented: accepted.length > 0,
      declined: accepted.length === 0,
      hasResponse: true,
      consentUTC: new Date(atMs),
    });
  const announce = () =>
    // "Accept" whenever anything is accepted.
    say('OnConsentReady', window.Cookiebot.consented ? 'OnAccept' : 'OnDecline');
  const decide = (accepted) => {
    const atMs = Date.now();
    answer(accepted, 'explicit', atMs);
    document.cookie = `${COOKIE}=${accepted.join('.') || 'none'}~${atMs}; path=/`;
    announce();
  };
  const forget = () =>
    Object.assign(window.Cookiebot, {
      consent: consentOf([], null),
      consented: false,
      declined: false,
      hasResponse: false,
      consentUTC: undefined,
    });

  setTimeout(() => {
    window.Cookiebot = { doNotTrack: false, withdraw: () => decide([]) };
    forget();
    // Where no opt-in is needed, it consents for the shopper.
    if (model === 'opt-out') answer(['preferences', 'statistics', 'marketing'], 'implied', Date.now());
    if (stored) answer(stored === 'none' ? [] : stored.split('.'), 'explicit', Number(storedAtMs));
    say('OnLoad');
    // With later loads, too; without an answer the categories look refused.
    announce();
  }, Number(slowMs));

  (window.standIns ??= {}).cookiebot = {
    acceptAll: () => decide(['preferences', 'statistics', 'marketing']),
    reject: () => decide([]),
    /** Statistics without the rest. */
    partial: () => decide(['statistics']),
    /** Says nothing to anybody. */
    reset() {
      forget();
      document.cookie = `${COOKIE}=; path=/; max-age=0`;
    },
    /** Fires its events without a change. */
    repeat: announce,
  };
})();
