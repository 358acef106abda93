// A stand-in for Didomi, written from its public documents (developers.didomi.io). It shares no code with Didomi, and proves
// nothing about it: it only behaves as the documents say, and is no kinder than they permit.
//
// <script src="didomi.js" data-slow-ms="20" data-model="opt-in"></script>, then `standIns.didomi.acceptAll()` and its like.
(() => {
  const { slowMs = '20', model = 'opt-in' } = document.currentScript?.dataset ?? {};
  const COOKIE = 'didomi_token';
  const [stored, storedAtMs] = new RegExp(`(?:^|; )${COOKIE}=([^;]+)`).exec(document.cookie)?.[1].split('~') ?? [];
  const IDS = [
    ...['cookies', 'select_basic_ads', 'create_ads_profile', 'select_personalized_ads', 'create_content_profile'],
    ...['select_personalized_content', 'measure_ad_performance', 'measure_content_performance', 'improve_products'],
  ];
  const MEASURED = ['cookies', 'measure_content_performance'];

  const withoutLaw = model === 'none';
  let answered = stored !== undefined;
  let updatedMs = Number(storedAtMs ?? Date.now());
  let enabled = withoutLaw ? IDS : (stored?.split('.') ?? []);
  const listeners = [];

  /** What was pushed before counts, and what will be pushed, too. */
  const watch = (name, take) => {
    const early = Array.isArray(window[name]) ? window[name] : [];
    window[name] = { push: take };
    for (const entry of early) take(entry);
  };
  const emit = (event) => {
    for (const entry of listeners) if (entry.event === event) entry.listener({});
  };
  const decide = (ids) => {
    const changed = !answered || ids.join() !== enabled.join();
    answered = true;
    enabled = ids;
    updatedMs = Date.now();
    document.cookie = `${COOKIE}=${ids.join('.') || 'none'}~${updatedMs}; path=/`;
    if (changed) emit('consent.changed');
  };

  // At first without its methods.
  window.Didomi = {};
  setTimeout(() => {
    Object.assign(window.Didomi, {
      shouldUserStatusBeCollected: () => !answered && !withoutLaw,
      getCurrentUserStatus: () => ({
        // Of an open question it says that it is not enabled.
        purposes: Object.fromEntries(IDS.map((id) => [id, { id, enabled: enabled.includes(id) }])),
        vendors: {},
        regulation: withoutLaw ? 'none' : 'gdpr',
        created: new Date(updatedMs).toISOString(),
        updated: new Date(updatedMs).toISOString(),
      }),
      on: (event, listener) => listeners.push({ event, listener }),
      setUserAgreeToAll: () => decide(IDS),
      setUserDisagreeToAll: () => decide([]),
    });
    watch('didomiEventListeners', (entry) => listeners.push(entry));
    if (!answered) emit('notice.shown');
    watch('didomiOnReady', (callback) => callback(window.Didomi));
  }, Number(slowMs));

  (window.standIns ??= {}).didomi = {
    acceptAll: () => decide(IDS),
    reject: () => decide([]),
    /** Measurement without the rest. */
    partial: () => decide(MEASURED),
    /** Says nothing to anybody. */
    reset() {
      answered = false;
      enabled = [];
      document.cookie = `${COOKIE}=; path=/; max-age=0`;
    },
    /** Fires its events without a change. */
    repeat: () => emit('consent.changed'),
  };
})();
