import type { Plugin } from '@aisle/browser';

/** The part of vanilla-cookieconsent 3 that we read. */
interface CookieConsent {
  validConsent(): boolean;
  getUserPreferences(): { readonly acceptedCategories: readonly string[] };
}

/** Which of the shop's categories grants which purpose. `sharing` is never granted unless the shop says so. */
export interface CategoryMap {
  readonly personalization?: readonly string[];
  readonly measurement?: readonly string[];
  readonly marketing?: readonly string[];
  readonly sharing?: readonly string[];
}

const DEFAULT_MAP: Required<CategoryMap> = {
  personalization: ['functional', 'functionality', 'preferences', 'experience', 'personalization'],
  measurement: ['analytics', 'statistics', 'measurement', 'performance'],
  marketing: ['marketing', 'advertising', 'ads'],
  sharing: [],
};

const EVENTS = ['cc:onFirstConsent', 'cc:onConsent', 'cc:onChange', 'cc:onModalReady'] as const;

/** A page's own element named CookieConsent is no consent platform. */
const isPlatform = (found: unknown): found is CookieConsent =>
  typeof (found as Partial<CookieConsent> | undefined)?.validConsent === 'function';

/**
 * Asks vanilla-cookieconsent 3 (its API, never its cookie): pending until the shopper answered, and again when it asks anew.
 *
 * @param map - The shop's category names; the defaults know the usual ones.
 */
export const vanillaCookieConsent = (map: CategoryMap = {}): Plugin => ({
  name: 'vanilla-cookieconsent',
  setup(host) {
    const answer = host.consent('vanilla-cookieconsent');
    const categories = Object.entries({ ...DEFAULT_MAP, ...map });

    const read = (): void => {
      const platform: unknown = Reflect.get(window, 'CookieConsent');
      // Categories of an outdated or default answer are listed, too: only a valid one decides.
      const accepted =
        isPlatform(platform) && platform.validConsent() ? platform.getUserPreferences().acceptedCategories : null;
      const stateOf = (names: readonly string[]) => {
        if (!accepted) return 'pending';
        return names.some((name) => accepted.includes(name)) ? 'granted' : 'denied';
      };
      answer(Object.fromEntries(categories.map(([purpose, names]) => [purpose, stateOf(names)])));
    };

    for (const event of EVENTS) addEventListener(event, read);
    document.addEventListener('visibilitychange', read);
    read();
    return () => {
      for (const event of EVENTS) removeEventListener(event, read);
      document.removeEventListener('visibilitychange', read);
    };
  },
});
