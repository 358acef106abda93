import type { Plugin } from '@aisle/browser';
import { type CategoryMap, categoryAnswers } from './category-answers.js';
import { consentPlatform, globalOf } from './consent-platform.js';

/** The part of vanilla-cookieconsent 3 that we read. */
interface CookieConsent {
  validConsent(): boolean;
  getUserPreferences(): { readonly acceptedCategories: readonly string[] };
  getCookie(field: 'lastConsentTimestamp'): string;
}

/**
 * Asks vanilla-cookieconsent 3: pending until the shopper answered, and again when it asks anew.
 *
 * @param map - The shop's category names; the defaults know the usual ones.
 * @param platform - For a shop that imports it: no `window.CookieConsent` then.
 */
export const vanillaCookieConsent = (map?: CategoryMap, platform?: CookieConsent): Plugin =>
  consentPlatform('vanilla-cookieconsent', {
    events: ['cc:onFirstConsent', 'cc:onConsent', 'cc:onChange', 'cc:onModalReady'],
    read() {
      // A page's own element of that name has no such method: it throws, and is no answer.
      const found = platform ?? (globalOf('CookieConsent') as CookieConsent | undefined);
      // Categories of an outdated or default answer are listed, too: only a valid one decides.
      if (!found?.validConsent()) return null;
      const { acceptedCategories } = found.getUserPreferences();
      return {
        ...categoryAnswers((category) => acceptedCategories.includes(category), map),
        proof: { atMs: Date.parse(found.getCookie('lastConsentTimestamp')) },
      };
    },
  });
