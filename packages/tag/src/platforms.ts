// Loaded when a consent platform of the page has an answer.
import {
  c15t,
  cookiebot,
  didomi,
  googleConsentMode,
  gpp,
  klaro,
  oneTrust,
  osanoCookieConsent,
  shopifyPrivacy,
  tarteaucitron,
  tcf,
  usercentrics,
  vanillaCookieConsent,
} from '@aisle/adapters';
import type { Plugin, PluginHost } from '@aisle/browser';

type Platform = readonly [plugin: Plugin, isHere: () => boolean];

/** A page's own element of that name is no platform. */
const isGlobal = (name: string) => (): boolean => Object.hasOwn(window, name) && Boolean(Reflect.get(window, name));

const namedPlatforms = (): readonly Platform[] => [
  [vanillaCookieConsent(), isGlobal('CookieConsent')],
  [klaro(), isGlobal('klaro')],
  [tarteaucitron(), isGlobal('tarteaucitron')],
  [osanoCookieConsent(), isGlobal('cookieconsent')],
  [c15t(), isGlobal('c15tStore')],
  [tcf(), isGlobal('__tcfapi')],
  [gpp(), isGlobal('__gpp')],
  [oneTrust(), isGlobal('OneTrust')],
  [cookiebot(), isGlobal('Cookiebot')],
  [usercentrics(), isGlobal('__ucCmp')],
  [didomi(), isGlobal('Didomi')],
  // Every Shopify theme has the global; only some have the API.
  [shopifyPrivacy(), () => Boolean(Reflect.get(Object(Reflect.get(window, 'Shopify')), 'customerPrivacy'))],
];

/** The weakest source: it repeats what a platform told it, has no proof, and often lacks a key. So it is asked where it is alone. */
const consentModeIn = (dataLayer: string, others: readonly Platform[]): Platform => [
  googleConsentMode({ dataLayer }),
  () => {
    const layer: unknown = Reflect.get(window, dataLayer);
    const isSet = Array.isArray(layer) && layer.some((entry) => Object(entry)[0] === 'consent');
    return isSet && !others.some(([, isHere]) => isHere());
  },
];

/**
 * Asks every platform that is in the page: one that is not says nothing, one that has no answer yet holds all others up.
 *
 * @returns The undo.
 */
export const setUpPlatforms = (host: PluginHost, dataLayer = 'dataLayer'): (() => void) => {
  const named = namedPlatforms();
  const undo = [...named, consentModeIn(dataLayer, named)].map(([plugin, isHere]) =>
    plugin.setup({ ...host, consent: (source, read) => host.consent(source, () => (isHere() ? read() : {})) }),
  );
  return () => undo.forEach((end) => end?.());
};
