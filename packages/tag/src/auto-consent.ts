import type { Plugin } from '@aisle/browser';

interface Popup {
  readonly prototype: { getStatus(): unknown };
}

/** What platforms put into the page, as far as it says whether there is an answer. */
interface Globals {
  readonly CookieConsent: { validConsent(): boolean };
  readonly klaro: { readonly defaultConfig: unknown; getManager(): { readonly confirmed: boolean } };
  readonly tarteaucitron: { readonly state: object };
  readonly cookieconsent: { readonly Popup: Popup };
  readonly c15tStore: { getState(): { readonly consentInfo: unknown } };
  readonly OneTrust: { IsAlertBoxClosed(): boolean };
  readonly Cookiebot: { readonly hasResponse: boolean };
  readonly Didomi: { shouldUserStatusBeCollected(): boolean };
  readonly Shopify: { readonly customerPrivacy: { readonly consentStatus?: string; currentVisitorConsent(): object } };
  readonly __ucCmp: { getConsentDetails(): Promise<{ readonly consent: { readonly type: string } }> };
  __tcfapi(...call: unknown[]): void;
  __gpp(...call: unknown[]): void;
}

type Sign = (page: Globals, ring: () => void) => unknown;

/** Whether a platform has an answer, in as few words as that can be asked; what the answer is, its adapter knows. */
const SIGNS: readonly Sign[] = [
  ({ CookieConsent }) => CookieConsent.validConsent(),
  // Who asks Klaro for its manager first makes it: not before the page is whole.
  ({ klaro }) => document.readyState !== 'loading' && klaro.defaultConfig && klaro.getManager().confirmed,
  ({ tarteaucitron }) => Object.keys(tarteaucitron.state)[0],
  ({ cookieconsent: { Popup } }) =>
    Popup.prototype.getStatus.call({ options: { cookie: { name: 'cookieconsent_status' } } }),
  ({ c15tStore }) => c15tStore.getState().consentInfo,
  ({ OneTrust }) => OneTrust.IsAlertBoxClosed(),
  ({ Cookiebot }) => Cookiebot.hasResponse,
  ({ Didomi }) => !Didomi.shouldUserStatusBeCollected(),
  ({ Shopify: { customerPrivacy } }) =>
    customerPrivacy.consentStatus !== 'loading' && Object.values(customerPrivacy.currentVisitorConsent()).join(''),
  ({ __ucCmp }, ring) => void __ucCmp.getConsentDetails().then(({ consent }) => consent.type === 'EXPLICIT' && ring()),
  ({ __tcfapi }, ring) =>
    __tcfapi('getTCData', 2, ({ eventStatus }: { eventStatus: string }) => /^[tu]/.test(eventStatus) && ring()),
  ({ __gpp }, ring) =>
    __gpp('ping', ({ signalStatus }: { signalStatus: string }) => signalStatus === 'ready' && ring()),
];

const MOMENTS =
  'load click cc:onConsent tac.consent_updated OneTrustGroupsUpdated CookiebotOnConsentReady UC_UI_INITIALIZED UC_UI_CMP_EVENT'.split(
    ' ',
  );

/**
 * Finds the consent platform in the page. The code that understands it is fetched once it has an answer, and not before: a page
 * that is still asking fetches nothing. Until then, and where there is no platform, consent is pending.
 */
export const autoConsent = (
  load: () => Promise<typeof import('./platforms.js')>,
  dataLayer: string | undefined,
): Plugin => ({
  name: 'auto-consent',
  setup(host) {
    const ending = new AbortController();
    let isLoading = false;
    let undo: (() => void) | undefined;
    const tell = host.consent('auto', () => (undo ? {} : null));

    const ring = (): void => {
      if (isLoading) return;
      isLoading = true;
      load().then(
        ({ setUpPlatforms }) => {
          if (!ending.signal.aborted) undo = setUpPlatforms(host, dataLayer);
          tell();
        },
        (cause: unknown) => {
          isLoading = false;
          host.fail('platforms', cause);
        },
      );
    };
    const isThere = (sign: Sign): unknown => {
      try {
        return sign(window as unknown as Globals, ring);
      } catch {
        return false;
      }
    };
    const isUpdated: Sign = (page) =>
      (page as unknown as Readonly<Record<string, readonly (readonly unknown[])[]>>)[dataLayer ?? 'dataLayer']?.some(
        (entry) => entry?.[0] === 'consent' && entry[1] === 'update',
      );
    const look = (): void => {
      if (!isLoading && [isUpdated, ...SIGNS].some(isThere)) ring();
    };
    // A click is understood a moment after it, by some platforms a long one.
    const lookSoon = (): void => [0, 300, 3_000].forEach((ms) => setTimeout(look, ms));
    const options = { capture: true, signal: ending.signal };
    for (const moment of MOMENTS) addEventListener(moment, lookSoon, options);
    // Any script that loads may be the platform.
    document.addEventListener('load', lookSoon, options);
    look();
    return () => {
      ending.abort();
      undo?.();
    };
  },
});
