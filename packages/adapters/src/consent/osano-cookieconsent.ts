import type { Plugin } from '@aisle/browser';
import { type CategoryMap, categoryAnswers } from './category-answers.js';
import { consentPlatform, globalOf } from './consent-platform.js';

/** The part of Osano's cookieconsent 3 that we read. */
interface CookieConsent {
  readonly Popup: { readonly prototype: { getStatus(this: Popup): unknown } };
}

interface Popup {
  readonly options: { readonly cookie: { readonly name: string } };
}

const platformOf = () => (globalOf('cookieconsent') as CookieConsent | undefined)?.Popup?.prototype;

/**
 * Asks Osano's open-source cookieconsent 3, which has one answer for everything: "allow" or "deny". A popup that was merely
 * dismissed was not answered.
 *
 * @param map - Names "allow" for `sharing` when the popup asks for that, too; an empty list for what it does not ask for.
 * @param name - The popup's `cookie.name`, when it is another.
 */
export const osanoCookieConsent = (map?: CategoryMap, name = 'cookieconsent_status'): Plugin =>
  consentPlatform('osano-cookieconsent', {
    read() {
      // Nobody can find the popup itself; its method needs no more of it than this.
      const status = platformOf()?.getStatus.call({ options: { cookie: { name } } });
      return status === 'allow' || status === 'deny' ? categoryAnswers(() => status === 'allow', map) : null;
    },
    subscribe(ask) {
      if (!platformOf()) return false;
      // It has no events. On the way up a click has been understood.
      addEventListener('click', ask);
      return () => removeEventListener('click', ask);
    },
  });
